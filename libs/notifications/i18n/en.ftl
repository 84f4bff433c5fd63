# The development mailbox.
mailbox-title = Development mailbox
mailbox-subtitle = Mails that would have been sent.
mailbox-empty = No mails yet
mailbox-to = To
mailbox-subject = Subject
mailbox-when = When
mailbox-open = View as mail
