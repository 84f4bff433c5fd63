# Citas: lo que se dice de una cita en correos, errores y datos.

## Estados
booking-status-held = Apartada
booking-status-pending = Por confirmar
booking-status-confirmed = Confirmada
booking-status-completed = Atendida
booking-status-no-show = No llegó
booking-status-expired = Vencida
booking-status-cancelled = Cancelada

## Por qué no se ofrece una hora
booking-rule-too-soon = Falta muy poco para esa hora, o ya pasó.
booking-rule-before-horizon = Es antes de las fechas que se pueden reservar.
booking-rule-beyond-horizon = Es más adelante de lo que se puede reservar.
booking-rule-closed = No cabe completa en el horario de atención.
booking-rule-blocked = Ese tiempo está bloqueado.
booking-rule-busy-elsewhere = Está ocupado según un calendario externo.
booking-rule-taken = Se cruza con otra cita y el tiempo que necesita alrededor.
booking-rule-no-seat-left = Ya no quedan cupos.
booking-rule-day-full = Ese día ya tiene todas las citas que el servicio permite.
booking-rule-week-full = Esa semana ya tiene todas las citas que el servicio permite.
booking-rule-day-too-long = Ese día pasaría de los minutos que el servicio permite.
booking-rule-off-grid = Las citas empiezan a otras horas.
booking-rule-unstaffed = Nadie atiende este servicio.
booking-holiday-new-year = Año Nuevo
booking-holiday-epiphany = Reyes Magos
booking-holiday-saint-joseph = San José
booking-holiday-holy-thursday = Jueves Santo
booking-holiday-good-friday = Viernes Santo
booking-holiday-labour-day = Día del Trabajo
booking-holiday-ascension = Ascensión del Señor
booking-holiday-corpus-christi = Corpus Christi
booking-holiday-sacred-heart = Sagrado Corazón
booking-holiday-saints-peter-and-paul = San Pedro y San Pablo
booking-holiday-independence = Día de la Independencia
booking-holiday-battle-of-boyaca = Batalla de Boyacá
booking-holiday-assumption = Asunción de la Virgen
booking-holiday-meeting-of-two-worlds = Encuentro de Dos Mundos
booking-holiday-all-saints = Todos los Santos
booking-holiday-independence-of-cartagena = Independencia de Cartagena
booking-holiday-immaculate-conception = Inmaculada Concepción
booking-holiday-christmas = Navidad

## Correos al cliente
booking-mail-button = Ver mi cita
booking-mail-service = Servicio
booking-mail-when = Cuándo
booking-mail-with = Con
booking-mail-thing = Sala o equipo
booking-mail-place = Dónde
booking-mail-change-by = Puedes moverla o cancelarla hasta
booking-mail-shop-phone = Teléfono del lugar
booking-mail-price = Valor
booking-mail-code = Código
booking-mail-phone = Teléfono
booking-mail-until = Apartada hasta
booking-mail-two-times = { $shop } (hora del lugar); { $yours } (tu hora)
booking-mail-booked-subject = Tu cita en { $shop }: { $time }
booking-mail-booked-heading = Tu cita está confirmada
booking-mail-booked-text = Hola, { $name }: te esperamos. Si no puedes venir, muévela o cancélala desde aquí.
booking-mail-booked-late-text = Hola, { $name }: te esperamos. Falta poco para tu cita: si no puedes venir, avísale cuanto antes a { $shop }.
booking-mail-pending-subject = Recibimos tu solicitud de cita en { $shop }
booking-mail-pending-heading = Recibimos tu solicitud
booking-mail-pending-text = Hola, { $name }: te apartamos la hora, pero todavía no está confirmada. { $shop } te escribirá para decirte si puede atenderte.
booking-mail-moved-subject = Tu cita en { $shop } cambió de hora: { $time }
booking-mail-moved-heading = Tu cita tiene nueva hora
booking-mail-moved-text = Hola, { $name }: esta es la nueva hora de tu cita.
booking-mail-changed-subject = Un cambio en tu cita en { $shop }: { $time }
booking-mail-changed-heading = Hay un cambio en tu cita
booking-mail-changed-text = Hola, { $name }: la hora sigue igual. Esto es lo que cambia.
booking-mail-was-time = Antes era: { $before }
booking-mail-was-with = Ahora es con { $with }; antes era con { $before }.
booking-mail-was-length = Ahora dura { $minutes } minutos; antes, { $before }.
booking-mail-cancelled-subject = Se canceló tu cita en { $shop }
booking-mail-cancelled-heading = Tu cita se canceló
booking-mail-cancelled-text = Hola, { $name }: tu cita quedó cancelada. Cuando quieras, reserva otra.
booking-mail-series-subject = Tus citas en { $shop }
booking-mail-series-heading = Tus citas están reservadas
booking-mail-series-text = Hola, { $name }: estas son tus citas.
booking-mail-offered-subject = Se liberó una hora en { $shop }: { $time }
booking-mail-offered-heading = Se liberó una hora para ti
booking-mail-offered-text = Hola, { $name }: te la guardamos por un rato. Si la quieres, confírmala desde aquí; si no, se la ofrecemos a quien sigue.
booking-mail-waiting-subject = Estás en la lista de espera de { $shop }
booking-mail-waiting-heading = Te avisamos si se libera una hora
booking-mail-waiting-text = Hola, { $name }: estás en la lista de espera para { $service }. Si alguien cancela, te guardamos su hora por un rato y te escribimos.
booking-mail-waiting-button = Ver mi lugar o salir de la lista

## Correos a la tienda
booking-mail-admin-button = Abrir la cita
booking-mail-new-subject = Cita nueva: { $service }, { $time }
booking-mail-new-heading = Tienes una cita nueva
booking-mail-new-text = { $name } reservó { $service }.
booking-mail-moved-pending-subject = Pediste otra hora en { $shop }: { $time }
booking-mail-moved-pending-heading = Recibimos tu cambio de hora
booking-mail-moved-pending-text = Hola, { $name }: la hora nueva está apartada. Te escribiremos cuando la confirmen.
booking-mail-price-before = Valor anterior
booking-mail-moved-by-customer-subject = { $name } movió su cita: { $time }
booking-mail-moved-by-customer-heading = Una cita cambió de hora
booking-mail-moved-by-customer-text = { $name } movió su cita de { $service }.
booking-mail-cancelled-by-customer-subject = { $name } canceló su cita: { $time }
booking-mail-cancelled-by-customer-heading = Se canceló una cita
booking-mail-cancelled-by-customer-text = { $name } canceló su cita de { $service }. La hora quedó libre.

## Recordatorios
booking-reminder-time = { $time } (hora de { $city })
booking-reminder-there = En el lugar
booking-reminder-place = Dónde
booking-reminder-subject = Te esperamos en { $shop }: { $time }
booking-reminder-heading = Te recordamos tu cita
booking-reminder-text = Hola, { $name }: { $time } tienes tu cita en { $shop }. ¿Vienes? Dinos desde aquí.
booking-reminder-sms-text = { $shop }: { $time } tienes tu cita de { $service }. Si no puedes venir, avísanos.
booking-reminder-push = { $service }. ¿Vienes? Dinos desde aquí.
booking-reminder-shop-subject = Cita con { $name }: { $time }
booking-reminder-shop-heading = Se acerca una cita
booking-reminder-shop-text = { $name } viene por { $service }.
booking-reminder-session-subject = { $service }: { $time }
booking-reminder-session-heading = Se acerca una sesión
booking-reminder-session-text = Varias personas vienen por { $service }.
booking-reminder-people = Quiénes
booking-not-coming-subject = { $name } no viene: { $time }
booking-not-coming-heading = Un cliente avisó que no viene
booking-not-coming-text = { $name } avisó que no viene a su cita de { $service }. La cita sigue en pie hasta que la canceles.
booking-attendance = Dice que
booking-attendance-coming = Confirmó que viene
booking-attendance-not-coming = Avisó que no viene

## Errores
error-slot_taken = Esa hora ya no está libre. Elige otra.
error-slot_not_offered = Esa hora no se ofrece: { $rule ->
    [too_soon] falta muy poco, o ya pasó
    [before_horizon] es antes de las fechas que se pueden reservar
    [beyond_horizon] es más adelante de lo que se puede reservar
    [closed] está fuera del horario de atención
    [blocked] ese tiempo está bloqueado
    [day_full] ese día ya está lleno
    [week_full] esa semana ya está llena
    [day_too_long] ese día ya está lleno
    [off_grid] las citas empiezan a otras horas
    [unstaffed] nadie atiende este servicio
   *[other] elige otra
}.
error-hold_expired = El tiempo para terminar la reserva se acabó. Elige la hora de nuevo.
error-booking_step_not_allowed = Ese paso no sigue en el estado en que está la cita.
error-too_late_to_change = Ya no se puede cambiar por internet. Comunícate con nosotros.
error-moved_too_often = Ya cambiaste esta cita varias veces. Comunícate con nosotros para moverla de nuevo.
error-not_waiting = Ese turno en la lista de espera ya se usó.
error-no_agenda = Todavía no tienes una agenda propia. Pide a quien administra la tienda que te elija en «Profesionales y espacios», y aquí verás tus citas.
field-no_time = Debe cerrar a otra hora de la que abre.
field-not_a_time = Escribe una hora como 09:30.
field-overlap = Hay horas que se cruzan.
field-twice = Está dos veces.
field-before_start = Debe ser después del comienzo.
field-too_far_ahead = Está demasiado lejos: hasta cinco años adelante.
field-too_far = Es demasiado largo.
field-past = Ya pasó.
field-above_price = No puede ser mayor que el precio.
field-needs_any = Solo tiene precio o duración propia quien se elige entre varios.
field-other_time = La hora apartada es otra. Elige la hora de nuevo.
field-only_people = Solo una persona puede ser alguien de tu equipo.

job-booking-expire_hold = Soltar una hora apartada que nadie confirmó
job-booking-offer_freed = Ofrecer a la lista de espera una hora que quedó libre
job-booking-tell_moved = Avisar al cliente que la tienda movió su cita
job-booking-find_reminders = Buscar las tiendas con recordatorios por enviar
job-booking-send_reminders = Enviar recordatorios de citas
job-booking-purge_reminders = Limpiar recordatorios viejos
booking-deposit-unpaid = No recibimos el anticipo a tiempo.
booking-deposit-title = Anticipo de tu cita { $code }: { $service }
booking-mail-deposit = Anticipo
booking-mail-pay-button = Pagar el anticipo
booking-mail-deposit-subject = Paga el anticipo para asegurar tu cita en { $shop }
booking-mail-deposit-heading = Falta un paso: el anticipo
booking-mail-deposit-text = Hola, { $name }: te apartamos la hora. Paga el anticipo para que sea tuya; si no llega a tiempo, la soltamos.
job-booking-expire_deposit = Soltar una cita cuyo anticipo no llegó
error-booking_awaits_deposit = Esta cita todavía espera su anticipo. Di si la confirmas sin él o si sigues esperando.
booking-mail-deposit-paid = Anticipo pagado
booking-mail-remaining = Falta por pagar en el lugar
booking-mail-remaining-none = Nada: ya está todo pagado
booking-mail-deposit-back = Te devolvemos los { $amount } que pagaste de anticipo. Te escribimos cuando salgan, con cuánto tardan.
booking-push-moved = { $service }: { $time }. Toca para ver el cambio.
booking-push-changed = { $service }: { $time }. La hora sigue igual; toca para ver qué cambia.
booking-push-cancelled = Tu cita de { $service } ({ $time }) quedó cancelada.
