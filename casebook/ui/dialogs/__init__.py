"""What opens on top of a screen and asks something: menus, questions, forms."""
