"""Forms as people meet them: label, hint, keyboard, autofill. What a value must be is also decided by the rooms below."""
