# Reservar una cita, y lo que un cliente hace con ella.

## Servicios y horas
book-title = Reserva tu cita
book-description = Reserva en línea tu cita en { $shop }: elige el servicio, el día y la hora.
book-subtitle = Elige un servicio y te mostramos las horas libres.
book-no-services = Por ahora no hay citas en línea
book-no-services-text = Cuando se puedan reservar servicios, los verás aquí.
book-see-products = Ver productos
book-choose-time = Elegir hora
book-all-services = Todos los servicios
book-summary = El servicio
book-free-of-charge = Sin costo
book-price-from = Desde { $price }
book-deposit = Anticipo de { $amount }: al reservar te decimos cómo pagarlo.
book-pay-deposit = Pagar el anticipo
book-pay-until = Hasta { $until } te guardamos la hora: paga { $amount } de anticipo y es tuya.
book-who = ¿Con quién?
book-anybody = Cualquiera
book-anybody-hint = Más horas libres
book-how-many = ¿Cuántas personas?
book-people = { $count ->
    [one] 1 persona
   *[other] { $count } personas
  }
book-show-times = Ver horas
book-when = ¿Qué día?
book-earlier = Semanas anteriores
book-later = Semanas siguientes
book-day-none = { $day }, sin horas libres
book-day-free = { $day }, { $count ->
    [one] 1 hora libre
   *[other] { $count } horas libres
  }
book-time = ¿A qué hora?
book-clock = Hora de { $city }
book-yours-short = { "{time}" } en tu hora
book-yours-below = Debajo ves tu hora, la de { "{city}" }.
book-yours = { $when } en { $city }
book-morning = Mañana
book-afternoon = Tarde
book-evening = Noche
book-seats-left = { $count ->
    [one] Queda 1 cupo
   *[other] Quedan { $count } cupos
  }
book-none = No quedan horas libres en estas fechas.
book-next-free = La próxima: { $day }
book-lead-minutes = { $count } minutos
book-lead-hours = { $count ->
    [one] 1 hora
   *[other] { $count } horas
  }
book-lead-days = { $count } días

## Tus datos
book-details-title = Termina tu reserva
book-your-details = Tus datos
book-name = Nombre y apellido
book-phone = Celular
book-email = Correo electrónico
book-email-hint = Te enviamos la confirmación y el enlace para mover o cancelar tu cita.
book-by-text = Quiero que me recuerden la cita por mensaje de texto a este celular.
book-by-text-hint = Es solo para tus citas. Puedes cambiar de opinión cuando quieras.
book-by-text-yes = También te recordamos la cita por mensaje de texto.
book-by-text-no = No te enviamos recordatorios por mensaje de texto.
book-by-text-stop = No quiero estos mensajes
book-by-text-start = Quiero que me los envíen
book-push-off = Recibe el recordatorio en este dispositivo.
book-push-on = Te recordamos la cita en este dispositivo.
book-notes = ¿Algo que debamos saber?
book-with = Con { $name }
book-kept-until = Te guardamos esta hora hasta las { $until }
book-other-time = Elegir otra hora
book-not-this-time = No puedo a esa hora
book-pick-another = Elige otra hora; lo que escribiste sigue aquí.
book-change-any-time = Puedes moverla o cancelarla en línea hasta que empiece.
book-change-until = Puedes moverla o cancelarla en línea hasta { $lead } antes.
book-shop-confirms = La tienda confirma cada solicitud: te avisamos por correo.
book-request = Solicitar cita
book-confirm = Confirmar cita
book-held-again = Se acabó el tiempo, pero la hora sigue libre y te la guardamos de nuevo. Confirma tu cita.
book-offered-title = Se liberó esta hora para ti
book-offered-text = Te la guardamos por un rato. Revisa tus datos y confírmala; si no puedes, se la ofrecemos a quien sigue.

## Tu cita
book-thanks = ¡Listo, te esperamos!
book-thanks-deposit = ¡Ya casi! Falta el anticipo
book-text-deposit = Apartamos tu hora mientras pagas el anticipo.
book-thanks-pending = ¡Listo, recibimos tu solicitud!
book-thanks-text = Te enviamos los detalles a { $email }.
book-text-held = Te estamos guardando esta hora.
book-text-pending = { $shop } te confirmará pronto por correo. Mientras tanto, la hora es tuya.
book-text-confirmed = Tu cita está confirmada.
book-text-past = Esta cita ya pasó.
book-text-completed = Gracias por venir.
book-text-no-show = No alcanzamos a verte en esta cita.
book-text-expired = Esta hora ya no está guardada.
book-text-cancelled = Esta cita se canceló.
book-fact-when = Cuándo
book-fact-with = Con
book-fact-things = Sala o equipo
book-fact-place = Dónde
book-fact-people = Para
book-fact-price = Valor
book-fact-deposit = Anticipo
book-fact-code = Código
book-change = ¿Cambio de planes?
book-change-by = Hasta el { $when } puedes moverla o cancelarla.
book-move = Mover a otra hora
book-cancel = Cancelar la cita
book-ask = Preguntar por WhatsApp
book-chat = Hola, escribo por mi cita { $code }.
book-again = Reservar otra cita
book-account-title = Ten tus citas a la mano
book-account-text = Crea una cuenta y reserva la próxima sin volver a escribir tus datos.
book-account = Crear mi cuenta
book-move-title = Mover tu cita
book-leave-as-is = Dejarla como está
book-now-at = Ahora la tienes
book-move-price = El valor es el de quien te atienda.
book-move-sure = ¿Movemos tu cita a esta hora?
book-cancel-title = Cancelar tu cita
book-reason = ¿Por qué la cancelas?
book-keep = No cancelar
book-back = Volver a la cita
done-booking-moved = Listo, movimos tu cita.
done-booking-cancelled = Cancelamos tu cita.
book-attend-title = ¿Vienes a tu cita?
book-coming = Ahí estaré
book-not-coming = No puedo
book-tell-not-coming = Avisar que no voy
book-said-coming = Nos dijiste que vienes. ¡Te esperamos!
book-said-not-coming = Nos avisaste que no vienes.
done-booking-texts-saved = Listo, guardamos tu decisión.
done-booking-coming = ¡Listo! Le avisamos que vienes.
done-booking-not-coming = Gracias por avisar.

## Lista de espera
book-wait = Avísame si se libera una hora
book-wait-ask = ¿No te sirve ninguna?
book-wait-title = Te avisamos si se libera
book-wait-text = Si alguien cancela, te guardamos su hora por un rato y te escribimos.
book-wait-from = Desde el día
book-wait-to = Hasta el día
book-wait-email-hint = Ahí te avisamos.
book-see-times = Ver horas libres
book-in-line-title = Lista de espera
book-in-line-text = Estás en la lista. Si se libera una hora en esas fechas, te escribimos a { $email }.
book-in-line-offered = Se liberó una hora para ti: mira el correo que te enviamos a { $email }.
book-in-line-keep = También te enviamos por correo el enlace de esta página: desde aquí puedes salir de la lista.
book-leave-line = Salir de la lista
book-line-over = Ya no estás en la lista de espera.
done-booking-line-left = Listo, saliste de la lista.

## Mis citas
book-my-none = Todavía no tienes citas
book-my-none-text = Cuando reserves con tu cuenta, las verás aquí.
book-deposit-paid = Anticipo pagado: { $amount }. Faltan { $left }, que pagas en { $shop }.
book-deposit-paid-all = Anticipo pagado: { $amount }. No falta nada por pagar.
book-deposit-was-paid = Anticipo pagado: { $amount }.
book-deposit-going-back = Anticipo pagado: { $amount }. { $shop } te lo devuelve.
