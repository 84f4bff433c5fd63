# Calendarios externos: se lee cuándo está ocupada una persona y se escriben sus citas.
calendars-title = Calendarios externos
calendars-subtitle = Conecta el calendario de cada persona: lo que ya tiene allí no se ofrece aquí, y sus citas aparecen en él.
calendars-not-offered = Este servidor todavía no está registrado en Google. Quien lo administra pone GOOGLE_CLIENT_ID y GOOGLE_CLIENT_SECRET.
calendars-nobody = Todavía no hay a quién agendar
calendars-nobody-text = Agrega primero a las personas que atienden.
calendars-nobody-do = Agregar a alguien
calendars-connect = Conectar Google
calendars-connect-for = Conectar un calendario de Google para { $name }
calendars-status-connected = Conectado
calendars-status-reconnect = Hay que volver a conectar
calendars-status-leaving = Se está desconectando
calendars-reconnect = Volver a conectar
calendars-reconnect-text = Google ya no nos deja entrar a esta cuenta: alguien quitó el permiso o venció. Mientras tanto, lo que leímos antes sigue contando, pero no vemos cambios ni escribimos citas.
calendars-reads = Calendarios que se leen
calendars-reads-hint = Lo que está ocupado en ellos no se ofrece a tus clientes. Solo guardamos las horas, nunca los títulos ni los invitados.
calendars-writes = Calendario donde se escriben las citas
calendars-writes-hint = Con el servicio, el nombre y el teléfono del cliente. Si alguien las mueve o las borra allí, las volvemos a poner: una cita se cambia aquí, para que el cliente se entere.
calendars-writes-none = En ninguno
calendars-synced = Leído: { $when }
calendars-not-synced = Todavía no se ha leído.
calendars-trouble-away = Google no responde. Seguimos intentando.
calendars-trouble-limited = Google pide ir más despacio. Seguimos intentando.
calendars-trouble-refused = Google no deja usar este calendario. Revisa allí si todavía existe y si la cuenta puede verlo.
calendars-sync = Sincronizar ahora
calendars-part = Desconectar
calendars-part-sure = ¿Desconectar { $account }? Lo que está ocupado allí vuelve a ofrecerse aquí, y sus citas ya no se escriben en él.
calendars-log = Qué ha pasado
done-calendars-connected = Cuenta conectada. En un momento aparece lo que está ocupado.
done-calendars-chosen = Guardado. En un momento se nota.
done-calendars-syncing = Sincronizando. En un momento se nota.
done-calendars-parted = Cuenta desconectada.
calendars-problem-cancelled = No se conectó nada: en Google dijiste que no.
calendars-problem-partly = No se conectó nada: en Google hay que dejar marcados los dos permisos.
calendars-problem-expired = No se conectó nada: tardó mucho, ya se había hecho o empezó en otra sesión. Inténtalo de nuevo.
calendars-problem-away = Google no responde. Inténtalo de nuevo en unos minutos.
calendars-problem-refused = Google no aceptó la conexión. Inténtalo de nuevo.

## El registro
calendars-note-connected = Se conectó la cuenta.
calendars-note-reconnected = La cuenta se volvió a conectar.
calendars-note-reconnect = Google ya no nos deja entrar. Hay que volver a conectar la cuenta.
calendars-note-read-whole = Se leyó todo el calendario: { $about } entradas.
calendars-note-read-anew = Google pidió empezar de nuevo, y se leyó todo el calendario: { $about } entradas.
calendars-note-read = Cambios leídos: { $about }.
calendars-note-unclear = No se entendieron { $about } entradas; no cuentan como tiempo ocupado.
calendars-note-away = Google no responde. Seguimos intentando cada pocos minutos.
calendars-note-limited = Google pide ir más despacio. Seguimos intentando.
calendars-note-refused = Google no deja usar este calendario.
calendars-note-back = Todo volvió a funcionar.
calendars-note-written = La cita { $about } quedó en el calendario.
calendars-note-taken-out = La cita { $about } salió del calendario.
calendars-note-not-written = La cita { $about } no se pudo escribir: Google no deja cambiar este calendario.
calendars-note-put-back-moved = Alguien movió la cita { $about } en Google. La devolvimos a su hora: muévela aquí, para que el cliente se entere.
calendars-note-put-back-deleted = Alguien borró la cita { $about } en Google. La volvimos a poner: cancélala aquí, para que el cliente se entere.

## Lo que se escribe en el calendario
calendars-entry = { $service } · { $name }
calendars-entry-pending = (Por confirmar) { $service } · { $name }
calendars-entry-text =
    Cita { $code } con { $with }
    Teléfono: { $phone }
    { $link }

## Correos
calendars-mail-reconnect-subject = Vuelve a conectar el calendario { $account }
calendars-mail-reconnect-heading = Google ya no nos deja entrar a { $account }
calendars-mail-reconnect-text = Alguien quitó el permiso, o venció. Desde ahora { $shop } no ve lo que cambia en ese calendario ni escribe citas en él, así que podrían reservarse horas que ya están ocupadas. Conectarlo de nuevo toma un minuto.
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
