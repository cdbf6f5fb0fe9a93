"""The message catalogues: what the code says in English, and how it is said in the other five languages.

`extract` finds the strings, `catalogue` keeps the files, `checks` names what is wrong with them, `batches`
lends out untranslated strings as JSON lines and takes them back; `python -m tools.messages` is their face.
"""
