"""What Casebook remembers: the only place with Peewee and SQL."""
