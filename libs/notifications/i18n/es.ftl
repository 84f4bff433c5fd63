# El buzón de desarrollo.
mailbox-title = Buzón de desarrollo
mailbox-subtitle = Los correos que se habrían enviado.
mailbox-empty = Todavía no hay correos
mailbox-to = Para
mailbox-subject = Asunto
mailbox-when = Cuándo
mailbox-open = Ver como correo

## Tareas
job-notifications-send_mail = Enviar un correo
job-notifications-send_batch = Enviar varios correos
job-notifications-purge_mails = Limpiar correos viejos
