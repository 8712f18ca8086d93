"""Dates, hours and weekdays as Chinese records write them: strings in, `Dated` out."""
