"""The keys of what is done with something that came in: the same in the list of the in-tray and on the page of an item.

Here a letter is about the item: the case it is for is only proposed. So a few keys that elsewhere begin work on a case
are about the post, and whoever gave them other keys finds them there here too. Upper case has legal effect, as
everywhere; a lower-case letter only sorts the post. Nothing is written before a form was seen.
"""

from textual.binding import Binding

from casebook.ui.keys import place_key


def act_keys(action: str) -> list[Binding]:
    """Return the keys of what is done with an item; `action` is given the name of it."""
    return [
        Binding("plus", f"{action}('accept')", "key.post_file", id="case.proposals", priority=True),
        Binding("f", f"{action}('file')", "key.post_elsewhere", id="case.next", priority=True),
        place_key("I", f"{action}('request')", "post.post_request"),
        Binding("K", f"{action}('complaint')", "key.post_complaint", id="case.life", priority=True),
        Binding("D", f"{action}('dispute')", "key.post_dispute", id="case.dispute", priority=True),
        Binding("A", f"{action}('reply')", "key.post_reply", id="case.sales", priority=True),
        Binding("R", f"{action}('returned')", "key.post_returned", id="case.arrangement", priority=True),
        place_key("E", f"{action}('dead_address')", "post.post_dead_address"),
        Binding("n", f"{action}('not_ours')", "key.post_not_ours", id="case.note", priority=True),
    ]


# What they are called where the last line names them.
CALLED = {
    "case.proposals": "post_file",
    "case.next": "post_elsewhere",
    "case.arrangement": "post_returned",
    "case.note": "post_not_ours",
}
