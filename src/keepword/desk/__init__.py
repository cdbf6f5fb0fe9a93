"""The desk: the screens of the people who answer customers.

No facts, no rules: find what the asker may see, check the form, one action, a page or a fragment.
"""
