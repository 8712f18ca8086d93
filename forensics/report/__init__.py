"""What people read: findings.json, HTML, Excel, terminal."""
