"""Reading what minutes hold: where meetings begin, fields, people, attendance, speeches, votes."""
