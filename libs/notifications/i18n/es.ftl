# El buzón de desarrollo.
mailbox-title = Buzón de desarrollo
mailbox-subtitle = Los correos que se habrían enviado.
mailbox-empty = Todavía no hay correos
mailbox-to = Para
mailbox-subject = Asunto
mailbox-when = Cuándo
mailbox-open = Ver como correo

## Tareas
job-notifications-send = Enviar un mensaje
job-notifications-send_batch = Enviar varios mensajes
job-notifications-purge = Limpiar mensajes viejos

## Canales, estados y asuntos
messages-channel-email = Correo
messages-channel-sms = Mensaje de texto
messages-channel-push = Aviso en el dispositivo
messages-channel-slack = Slack
messages-channel-webhook = Tu propio programa
messages-channel-in_app = Aviso en la administración
messages-status-queued = En espera
messages-status-sent = Enviado
messages-status-delivered = Entregado
messages-status-undelivered = No se entregó
messages-status-failed = No se pudo enviar
messages-status-withdrawn = Retirado
messages-status-withheld = Retenido
messages-topic-order_placed = Llega un pedido
messages-topic-order_cancelled = Se cancela un pedido
messages-topic-low_stock = Queda poco de un producto
messages-topic-booking_made = Reservan una cita
messages-topic-booking_moved = Un cliente cambia su cita
messages-topic-booking_cancelled = Un cliente cancela su cita
messages-topic-booking_not_coming = Un cliente avisa que no viene
messages-topic-booking_reminder = Se acerca una cita
messages-topic-calendar_reconnect = Hay que volver a conectar un calendario
messages-topic-payment_review = Hay que revisar un pago
messages-topic-payment_received = Llega un pago
messages-topic-payment_report = Cómo te pagaron ayer
messages-topic-webhook_stopped = Se apagó un webhook porque fallaba y fallaba
messages-topic-review_written = Escriben una opinión sobre un producto
messages-topic-payment_trouble = Una forma de pago no funciona
messages-device-unknown = Navegador

## Por qué se envió
message-identity-verify_email = Confirmar un correo
message-identity-known_address = Alguien usó un correo que ya tiene cuenta
message-identity-reset_password = Nueva contraseña
message-identity-password_changed = La contraseña cambió
message-identity-invitation = Invitación al equipo
message-identity-new_device = Entrada desde un dispositivo nuevo
message-identity-second_factor_on = Segundo paso activado
message-identity-second_factor_off = Segundo paso desactivado
message-identity-second_factor_reset = Segundo paso reiniciado
message-identity-recovery_code_used = Se usó un código de recuperación
message-identity-google_linked = Cuenta de Google conectada
message-identity-google_unlinked = Cuenta de Google desconectada
message-identity-passkey_added = Llave de acceso agregada
message-identity-passkey_removed = Llave de acceso quitada
message-sales-order_placed = Pedido recibido
message-sales-order_confirmed = Pedido confirmado
message-sales-order_processing = Pedido en preparación
message-sales-order_shipped = Pedido enviado
message-sales-order_delivered = Pedido entregado
message-sales-order_cancelled = Pedido cancelado
message-sales-order_paid = Pago recibido
message-sales-order_link = Enlace de un pedido
message-payments-given_back = Dinero devuelto
message-reviews-invitation = Invitación a opinar
message-inventory-back_in_stock = Un producto volvió
message-booking-booked = Cita reservada
message-booking-pending = Cita por confirmar
message-booking-deposit = Anticipo por pagar
message-booking-moved = Cita cambiada
message-booking-changed = Cambio en una cita
message-booking-moved_pending = Cambio de hora pedido
message-booking-cancelled = Cita cancelada
message-booking-series = Varias citas reservadas
message-booking-offered = Se liberó una hora
message-booking-waiting = Lugar en la lista de espera
message-booking-reminder = Recordatorio de una cita
message-booking-reminder_text = Recordatorio de una cita, por mensaje de texto
message-notifications-test = Prueba de un canal
message-notifications-words_test = Prueba de un texto

## Lo que pasó con un mensaje
messages-error-too_late = Ya era tarde para que sirviera.
messages-error-gone = Quien lo recibía ya no quiere mensajes, o ya no existe.
messages-error-not_set_up = Este canal no está configurado en el servidor.
messages-error-no_address = La dirección no se entiende.
messages-error-number = Ese número no recibe mensajes de texto.
messages-error-opted_out = La persona pidió no recibir mensajes de texto (respondió STOP).
messages-error-region = No se puede escribir a ese país.
messages-error-text = El texto está vacío o es demasiado largo.
messages-error-unreadable = No se sabe si salió: la respuesta no se pudo leer.
messages-error-refused = El servicio de mensajes lo rechazó.
messages-error-busy = El servicio está ocupado. Lo intentamos de nuevo.
messages-error-misconfigured = El servicio de mensajes no acepta nuestra cuenta. Lo intentamos de nuevo.
messages-error-away = El servicio no responde. Lo intentamos de nuevo.
messages-error-too_large = El mensaje es demasiado grande.
messages-error-twilio_21610 = La persona pidió no recibir mensajes de texto (respondió STOP).
messages-error-twilio_30003 = El teléfono está apagado o sin señal.
messages-error-twilio_30005 = Nadie tiene ese número.
messages-error-twilio_30006 = Es un teléfono fijo o no recibe mensajes.
messages-error-twilio_30007 = La red lo tomó por publicidad no deseada.
messages-error-blocked = Los correos a esta dirección rebotan.
messages-error-declined = Dijo que no quiere estos avisos.
messages-error-no_consent = No ha dicho que quiera estos mensajes.

## El registro de mensajes
messages-title = Mensajes
messages-subtitle = Lo que tu tienda le ha dicho a cada quien en los últimos 90 días, y si le llegó.
messages-channel = Canal
messages-status = Estado
messages-to = Para
messages-any = Cualquiera
messages-find = Buscar
messages-clear = Quitar filtros
messages-none = Todavía no hay mensajes
messages-none-text = Aquí verás cada correo, mensaje y aviso que salga de tu tienda.
messages-none-found = Nada coincide
messages-none-found-text = Prueba con otro canal, otro estado o una parte de la dirección.
messages-subject = Asunto
messages-written = Se escribió
messages-sent = Salió
messages-send-by = Sirve hasta
messages-attempts = Intentos
messages-provider-id = Referencia
messages-retry = Enviar de nuevo
messages-body-hint = No mostramos lo que decía: puede tener enlaces que son solo para quien lo recibe.
messages-slack-open = Abrir
messages-test-title = Prueba de { $shop }
messages-test-text = Si lees esto, los avisos de tu tienda llegan bien.
done-message-retried = Lo enviamos de nuevo.

## Los canales de la tienda
channels-title = Avisos a la tienda
channels-subtitle = De qué te avisamos, y por dónde.
channels-topics = De qué te avisamos
channels-email-to = Los correos llegan a { $email }.
channels-email-none = Tu tienda no tiene un correo de contacto. Escríbelo en Ajustes para recibir avisos por correo.
channels-stopped = Dejó de recibir avisos: { $when }. Guarda la dirección otra vez para seguir.
channels-slack-on = Los avisos llegan a tu canal de Slack.
channels-slack-address = Dirección que te da Slack
channels-slack-hint = En Slack, agrega a tu canal la aplicación «Incoming Webhooks» y pega aquí la dirección que te muestra.
channels-webhook-text = Si tienes quien programe: llamamos a un servidor tuyo con cada aviso. Quien programa lo conoce como webhook, firmado según Standard Webhooks.
channels-webhook-on = Avisamos a { $host }.
channels-webhook-address = Dirección de tu servidor
channels-webhook-hint = Empieza con https:// y se puede llamar desde internet.
channels-previous = La clave anterior también firma hasta: { $when }.
channels-secret = Clave con la que firmamos
channels-secret-made = Guarda esta clave ahora
channels-secret-made-text = Con ella tu servidor reconoce que los avisos son nuestros. No la volveremos a mostrar.
channels-secret-new = Cambiar la clave
channels-secret-sure = ¿Cambiar la clave? La anterior sirve un día más.
channels-copy = Copiar
channels-copied = Copiada
channels-test = Enviar una prueba
channels-test-device = Enviar una prueba a { $device }
channels-remove = Quitar
channels-remove-device = Quitar { $device }
channels-remove-sure = ¿Dejar de avisar ahí?
channels-devices = Dispositivos con avisos
channels-devices-none = Ningún dispositivo recibe avisos todavía.
done-channels-saved = Guardado.
done-channels-removed = Ya no avisamos ahí.
done-channels-tested = Enviamos una prueba. Aquí ves si llegó.
push-off-text = Recibe los avisos en este dispositivo, aunque la página esté cerrada.
push-on-text = Este dispositivo recibe avisos.
push-start = Activar avisos en este dispositivo
push-stop = Desactivar
push-denied = El navegador no lo permite. Actívalo en los permisos de esta página.
push-failed = No se pudo. Inténtalo de nuevo.

## Los avisos de cada quien
notices-title = Avisos
notices-subtitle = Lo que ha pasado en tu tienda.
notices-new = Nuevo
notices-open = Abrir
notices-open-this = Abrir: { $title }
notices-read-all = Marcar todo como leído
notices-none = No tienes avisos
notices-none-text = Cuando pase algo en la tienda, lo verás aquí.
done-notices-read = Todo quedó leído.

## Rechazos
error-message_not_failed = Este mensaje no falló: no hace falta enviarlo de nuevo.
error-message_still_waiting = Este mensaje ya se está enviando de nuevo.
error-channel_not_set_up = Primero escribe y guarda la dirección.
error-too_many_devices = Ya tienes muchos dispositivos con avisos. Quita uno que no uses.
field-not_slack = Pega la dirección que te da Slack: empieza con https://hooks.slack.com/services/.
field-not_an_address = Escribe una dirección completa, como https://ejemplo.com/avisos.
field-not_https = Debe empezar con https://.
field-holds_a_password = Quita el usuario y la contraseña de la dirección.
field-not_public = Debe poderse llamar desde internet.

## Palabras de los mensajes
message-sections = Secciones de los mensajes
message-templates-title = Textos de los mensajes
message-templates-subtitle = Lo que reciben tus clientes, y lo que te avisamos a ti. Puedes decirlo con tus propias palabras.
message-template = Mensaje
message-template-words = Texto
message-template-own = Propio
message-form-mail = Correo a tus clientes
message-form-text = Mensaje de texto a tus clientes
message-form-notice = Aviso a tu tienda
message-template-subtitle = Los datos, los botones y la invitación al calendario van siempre.
message-template-subtitle-text = Es corto a propósito: cada mensaje se paga. Va sin tildes que lo encarecen.
message-template-subtitle-notice = Lo que te avisamos a ti y a tu equipo. Los datos van siempre.
message-template-subject = Asunto
message-template-heading = Título
message-template-body = Texto
message-template-body-hint = Cada renglón es un párrafo.
message-template-footer = Letra pequeña
message-template-preview = Vista previa
message-template-test = Enviarme una prueba
message-template-test-text = Enviarme un mensaje de prueba
message-template-restore = Volver al texto original
message-template-details = Aquí van los datos.
message-template-size = { $letters } letras: se envía como { $count ->
    [one] un mensaje
   *[other] { $count } mensajes
}.
done-message-template-saved = Listo: tus clientes recibirán este texto.
done-message-template-restored = Volviste al texto original.
message-template-tested = Te enviamos una prueba a { $address }.
message-placeholders = Lo que cambia en cada mensaje
message-placeholders-hint = Escríbelo tal cual, con las llaves; así se ve en un mensaje:
message-language = Idioma
message-language-es = Español
message-language-en = Inglés
message-sample-name = Ana
message-sample-number = #1042
message-sample-total = $ 61.300
message-sample-amount = $ 20.000
message-sample-what = Pedido #1042
message-sample-products = Jabón de lavanda
message-sample-product = Jabón de lavanda
message-sample-service = Corte de cabello
message-sample-time = martes, 3 de marzo, 10:00 a. m.
message-sample-code = K7P-4MX
field-unknown_placeholder = No conocemos { $unknown }. Aquí puedes usar: { $placeholders }.
field-not_a_part = Este mensaje no lleva esa parte.
error-too_many_tests = Ya enviaste muchas pruebas. Inténtalo de nuevo en una hora.
error-no_phone = Primero escribe tu celular en tu cuenta: ahí te llega la prueba.

## Lo que cada quien quiere recibir
message-choices-title = Qué avisos recibes
message-choices-subtitle = En { $address }
message-choices-blocked = Los correos a esta dirección se nos devuelven. Escríbele a la tienda para que lo intente de nuevo.
message-choice-reminder = Recordatorios
message-choice-reminder-hint = Antes de una cita, te la recordamos.
message-choice-marketing = Novedades y ofertas
message-choice-marketing-hint = Autorizo a la tienda a escribirme sobre productos, servicios y ofertas. Puedo cambiar de opinión cuando quiera.
message-choices-always = Lo que tú pides, como la confirmación de una compra o de una cita, te llega siempre.
done-message-choices-saved = Listo, guardamos tu decisión.

## Direcciones que no reciben
message-blocked-title = Direcciones que rebotan
message-blocked-subtitle = A estas direcciones no enviamos nada más, para que tus correos no terminen como no deseados.
message-blocked-none = Ninguna dirección rebota
message-blocked-none-text = Si un correo se devuelve, la dirección aparece aquí.
message-address-bounces = Los correos a esta dirección rebotan: no enviamos más.
message-block-refused = Su servidor no la conoce
message-block-bounced = El correo se devolvió
message-block-often_bounced = Se devolvieron tres correos en una semana
message-block-lift = Intentar de nuevo
message-block-lift-named = Intentar de nuevo con { $address }
done-message-block-lifted = Listo: volveremos a escribir a esa dirección.

## Horas de silencio
message-quiet-title = Horas de silencio
message-quiet-subtitle = Cuándo no molestar a tus clientes con mensajes de texto y avisos en su pantalla.
message-quiet-from = Desde
message-quiet-to = Hasta
message-quiet-what = Un recordatorio que saldría en esas horas espera a que terminen. Los correos y lo que el cliente acaba de pedir salen siempre.
message-quiet-last = Si así llegara tarde, sale una hora antes de la cita.
message-quiet-none = Escribe la misma hora dos veces para no tener horas de silencio.
done-message-quiet-saved = Listo, guardamos las horas de silencio.

## Cómo está cada canal
channels-health = Cómo está cada canal
channels-state-works = Funciona
channels-state-fails = El último aviso no llegó
channels-state-stopped = Dejó de recibir
channels-state-missing = Sin configurar
channels-what-email = Correos a la dirección de contacto de tu tienda, y a tus clientes.
channels-what-sms = Mensajes al celular de tus clientes que los aceptaron, como el recordatorio de una cita. A ti no te avisamos por ahí.
channels-what-push = Avisos que aparecen en la pantalla de tu celular o computador, aunque la página esté cerrada.
channels-what-slack = Mensajes en un canal de tu equipo en Slack, si lo usan.
channels-what-webhook = Una llamada a un servidor tuyo, para quien programa.
channels-what-in_app = La lista de avisos que cada persona del equipo ve en la campana, aquí mismo.
channels-next-look = Ver qué pasó con los mensajes
channels-next-email = Escribe el correo de contacto en Ajustes
channels-next-push = Activarlos en este dispositivo
channels-next-slack = Conectar tu canal de Slack
channels-next-webhook = Escribir la dirección de tu servidor
channels-next-sms = Los activa quien presta el servicio. Mientras tanto, los recordatorios salen por correo.
channels-next-reminders = Elegir si recuerdas las citas por mensaje de texto
