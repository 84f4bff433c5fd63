# The development mailbox.
mailbox-title = Development mailbox
mailbox-subtitle = Mails that would have been sent.
mailbox-empty = No mails yet
mailbox-to = To
mailbox-subject = Subject
mailbox-when = When
mailbox-open = View as mail

## Tasks
job-notifications-send_mail = Send an email
job-notifications-send_batch = Send several emails
job-notifications-purge_mails = Clear old emails
