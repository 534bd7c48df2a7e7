"""Reading to observations and penalty cases; knows no database."""
