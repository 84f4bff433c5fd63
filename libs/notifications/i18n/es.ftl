# El buzón de desarrollo.
mailbox-title = Buzón de desarrollo
mailbox-subtitle = Los correos que se habrían enviado.
mailbox-empty = Todavía no hay correos
mailbox-to = Para
mailbox-subject = Asunto
mailbox-when = Cuándo
mailbox-open = Ver como correo
