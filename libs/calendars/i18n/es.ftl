# Calendarios externos: se lee cuándo está ocupada una persona y se escriben sus citas.
calendars-title = Calendarios externos
calendars-subtitle = Conecta el calendario de cada persona: lo que ya tiene allí no se ofrece aquí, y sus citas aparecen en él.
calendars-not-offered = Este servidor todavía no está registrado en Google. Quien lo administra pone GOOGLE_CLIENT_ID y GOOGLE_CLIENT_SECRET.
calendars-nobody = Todavía no hay a quién agendar
calendars-nobody-text = Agrega primero a las personas que atienden.
calendars-nobody-do = Agregar a alguien
calendars-connect = Google
calendars-connect-for = Conectar un calendario de Google para { $name }
calendars-server = iCloud y otros
calendars-server-for = iCloud y otros: conectar un calendario para { $name }
calendars-feed = Suscribir una dirección
calendars-feed-for = Suscribir una dirección para { $name }
calendars-provider-google = Google
calendars-provider-caldav = Servidor de calendarios (CalDAV)
calendars-provider-feed = Dirección suscrita, solo se lee
calendars-status-connected = Conectado
calendars-status-reconnect = Hay que volver a conectar
calendars-status-leaving = Se está desconectando
calendars-reconnect = Volver a conectar
calendars-reconnect-text = Ya no podemos entrar a esta cuenta: alguien quitó el permiso o cambió la contraseña, o venció. Mientras tanto, lo que leímos antes sigue contando, pero no vemos cambios ni escribimos citas.
calendars-reads = Calendarios que se leen
calendars-reads-hint = Lo que está ocupado en ellos no se ofrece a tus clientes. Solo guardamos las horas, nunca los títulos ni los invitados.
calendars-writes = Calendario donde se escriben las citas
calendars-writes-hint = Con el servicio, el nombre y el teléfono del cliente. Si alguien las mueve o las borra allí, las volvemos a poner: una cita se cambia aquí, para que el cliente se entere.
calendars-writes-none = En ninguno
calendars-synced = Leído: { $when }
calendars-not-synced = Todavía no se ha leído.
calendars-trouble-away = No responde. Seguimos intentando.
calendars-trouble-limited = Pide ir más despacio. Seguimos intentando.
calendars-trouble-refused = No nos deja usar este calendario. Revisa allí si todavía existe y si la cuenta puede verlo.
calendars-trouble-unreadable = Lo que llega no es un calendario que se pueda leer, o es demasiado largo. Revisa la dirección.
calendars-trouble-not-allowed = Esa dirección no se puede usar: tiene que empezar por https y estar en internet.
calendars-sync = Sincronizar ahora
calendars-part = Desconectar
calendars-part-take-out = Al desconectar, sacar también de ese calendario las citas que vienen
calendars-part-sure = ¿Desconectar { $account }? Lo que está ocupado allí vuelve a ofrecerse aquí, y sus citas ya no se escriben en él.
calendars-log = Qué ha pasado
done-calendars-connected = Cuenta conectada. En un momento aparece lo que está ocupado.
done-calendars-subscribed = Dirección suscrita. En un momento aparece lo que está ocupado.
done-calendars-chosen = Guardado. En un momento se nota.
done-calendars-syncing = Sincronizando. En un momento se nota.
done-calendars-parted = Cuenta desconectada.
calendars-problem-cancelled = No se conectó nada: en Google dijiste que no.
calendars-problem-partly = No se conectó nada: en Google hay que dejar marcados los dos permisos.
calendars-problem-expired = No se conectó nada: tardó mucho, ya se había hecho o empezó en otra sesión. Inténtalo de nuevo.
calendars-problem-away = Google no responde. Inténtalo de nuevo en unos minutos.
calendars-problem-refused = Google no aceptó la conexión. Inténtalo de nuevo.

## Conectar un servidor de calendarios
calendars-server-title = Conectar un calendario
calendars-server-subtitle = Para { $name }. Sirve con iCloud, Fastmail, Nextcloud y cualquier servidor que hable CalDAV.
calendars-house = Dónde está
calendars-house-icloud = iCloud (Apple)
calendars-house-fastmail = Fastmail
calendars-house-nextcloud = Nextcloud
calendars-house-other = Otro servidor
calendars-server-address = Dirección del servidor
calendars-server-address-hint = Solo para Nextcloud y otros. Si la dejas vacía, la buscamos por tu correo.
calendars-server-user = Usuario o correo
calendars-server-user-hint = Con el que entras allí.
calendars-server-password = Contraseña de aplicación
calendars-server-password-hint = iCloud y Fastmail no aceptan la de siempre: en los ajustes de seguridad de tu cuenta creas una solo para nosotros, y la borras cuando quieras.
calendars-server-kept = La guardamos cifrada y solo la usamos para leer y escribir este calendario.
calendars-server-do = Conectar
field-wrong_login = El usuario o la contraseña no son correctos. Si es iCloud o Fastmail, usa una contraseña de aplicación.
field-no_calendars = Entramos, pero esa cuenta no tiene ningún calendario de eventos. Crea uno allí e inténtalo de nuevo.
field-not_reached = Nadie responde en esa dirección. Revísala, o inténtalo en unos minutos.
field-address_not_allowed = A esa dirección no podemos llamar: tiene que empezar por https y estar en internet, sin usuario ni contraseña adentro.
field-not_a_calendar = Lo que hay en esa dirección no es un calendario, o es demasiado largo. Copia la dirección que termina en .ics.
field-calendar_refused = Allí no nos dejan leer ningún calendario. Revisa que la dirección esté completa.

## Suscribir una dirección
calendars-feed-title = Suscribir una dirección
calendars-feed-subtitle = Para { $name }. Lo que está ocupado en ese calendario no se ofrece aquí. Solo se lee: sirve para feriados, Airbnb, Booking y otros sistemas.
calendars-feed-name = Nombre
calendars-feed-name-hint = Para reconocerla aquí: «Airbnb, apartamento 101».
calendars-feed-address = Dirección del calendario
calendars-feed-address-hint = La que termina en .ics o empieza por webcal. Quien la tenga puede leer el calendario: la guardamos cifrada y no la volvemos a mostrar completa.
calendars-feed-do = Suscribir

## El registro
calendars-note-connected = Se conectó la cuenta.
calendars-note-reconnected = La cuenta se volvió a conectar.
calendars-note-reconnect = Ya no podemos entrar. Hay que volver a conectar la cuenta.
calendars-note-read-whole = Se leyó todo el calendario: { $about } entradas.
calendars-note-read-anew = Hubo que empezar de nuevo, y se leyó todo el calendario: { $about } entradas.
calendars-note-read = Cambios leídos: { $about }.
calendars-note-unclear = No se entendieron { $about } entradas; no cuentan como tiempo ocupado.
calendars-note-away = El calendario no responde. Seguimos intentando cada pocos minutos.
calendars-note-limited = El calendario pide ir más despacio. Seguimos intentando.
calendars-note-refused = No nos dejan usar este calendario.
calendars-note-unreadable = Lo que llegó no es un calendario que se pueda leer. Seguimos mirando.
calendars-note-not-allowed = La dirección del calendario ya no se puede usar: tiene que empezar por https y estar en internet.
calendars-note-back = Todo volvió a funcionar.
calendars-note-written = La cita { $about } quedó en el calendario.
calendars-note-taken-out = La cita { $about } salió del calendario.
calendars-note-not-written = La cita { $about } no se pudo escribir: no nos dejan cambiar este calendario.
calendars-note-put-back-moved = Alguien movió la cita { $about } en el calendario. La devolvimos a su hora: muévela aquí, para que el cliente se entere.
calendars-note-put-back-deleted = Alguien borró la cita { $about } del calendario. La volvimos a poner: cancélala aquí, para que el cliente se entere.

## Lo que se escribe en el calendario
calendars-entry = { $service } · { $name }
calendars-entry-pending = (Por confirmar) { $service } · { $name }
calendars-entry-text =
    Cita { $code } con { $with }
    Teléfono: { $phone }
    { $link }

## Correos
calendars-mail-reconnect-subject = Vuelve a conectar el calendario { $account }
calendars-mail-reconnect-heading = Ya no podemos entrar a { $account }
calendars-mail-reconnect-text = Alguien quitó el permiso o cambió la contraseña, o venció. Desde ahora { $shop } no ve lo que cambia en ese calendario ni escribe citas en él, así que podrían reservarse horas que ya están ocupadas. Conectarlo de nuevo toma un minuto.
calendars-mail-reconnect-button = Volver a conectar

## Trabajos
job-calendars-sync_calendar = Leer un calendario externo
job-calendars-write_copies = Escribir una cita en calendarios externos
job-calendars-sync_all = Sincronizar todos los calendarios externos
job-calendars-keep_up = Poner al día los calendarios externos
job-calendars-part_account = Desconectar una cuenta de calendarios

## Registro de cambios
audit-subject-calendar_account = la cuenta de calendarios
audit-subject-external_calendar = el calendario externo
audit-field-tokens_sealed = Permiso de la cuenta
audit-field-sync_token = Punto de lectura
audit-field-reads = Se lee
audit-field-writes = Se escribe
