# El panel de quien presta la plataforma.
panel-tenants-title = Tiendas
panel-tenants-intro = Todas las tiendas de la plataforma, de la más nueva a la más antigua.
panel-tenants-search = Nombre, dirección o correo de quien la tiene
panel-tenants-find = Buscar
panel-tenants-none = Ninguna tienda es así
panel-tenant = Tienda
panel-standing = Estado
panel-standing-all = Todas
panel-standing-active = Activas
panel-standing-suspended = Suspendidas
panel-standing-closed = Cerradas
panel-in-maintenance = En mantenimiento
panel-since = Desde
panel-storage = Archivos
panel-hosts = Direcciones
panel-owners = Quien la tiene
panel-usage-title = Uso este mes
panel-usage = { $people ->
    [one] 1 persona
   *[other] { $people } personas
} · { $products ->
    [one] 1 producto
   *[other] { $products } productos
} · { $orders ->
    [one] 1 pedido
   *[other] { $orders } pedidos
} · { $bookings ->
    [one] 1 cita
   *[other] { $bookings } citas
}
panel-usage-none = Aún sin contar
panel-counted = Contado: { $when }
panel-doors = Puertas
panel-suspend = Suspender
panel-suspend-reason = Motivo para suspenderla
panel-suspend-hint = Lo leen quienes visitan la tienda, y le llega por correo a quien la tiene.
panel-suspend-sure = ¿Suspender esta tienda? Nadie podrá entrar a ella hasta que la reactives.
panel-suspended-for = Está suspendida: { $reason }
panel-reactivate = Reactivar
panel-close = Poner en mantenimiento
panel-close-minutes = Minutos que tardará, más o menos
panel-closed-for = En mantenimiento: a quien llega se le pide volver en { $minutes } minutos.
panel-open = Terminar el mantenimiento
panel-close-all = Mantenimiento de todas las tiendas
panel-close-all-do = Cerrar todas las tiendas
panel-close-all-sure = ¿Seguro? Esto cambia todas las tiendas de la plataforma.
panel-all-closed-for = Todas las tiendas están en mantenimiento: a quien llega se le pide volver en { $minutes } minutos.
panel-open-all = Abrir todas las tiendas
panel-flags-title = Interruptores
panel-flags-intro = Lo que está encendido en una parte de las tiendas. Cada una tiene siempre el mismo lugar, así que al subir el porcentaje nadie pierde lo que tenía.
panel-flags-percent = De cada cien tiendas, en cuántas
panel-flags-chosen = Decidido aparte: encendido en { $on }, apagado en { $off }
panel-flag-chat_button = Botón para chatear con la tienda
panel-flag-own = decidido para esta tienda
panel-flag-share = Como las demás
panel-on = Encendido
panel-off = Apagado
panel-switch-on = Encender aquí
panel-switch-off = Apagar aquí
panel-help = Ayuda en la tienda
panel-help-reason = Para qué entras
panel-help-hint = Lo lee quien tiene la tienda. Todo lo que hagas queda registrado con tu nombre.
panel-help-minutes = Minutos (de 5 a 60)
panel-help-do = Pedir acceso
panel-help-end = Terminar
panel-help-unused = sin usar
panel-help-none = Nadie ha entrado a ayudar.
panel-enter-ready = Tu acceso está listo
panel-enter-ready-text = Este enlace sirve una sola vez, y solo mientras dure el acceso.
panel-enter-go = Ir a la tienda
panel-enter-title = Entrar a ayudar
panel-enter-text = { $name }, vas a entrar a la administración de { $shop } hasta las { $until }. Todo lo que hagas queda registrado.
panel-enter-do = Entrar
panel-notes = Notas
panel-note = Nota nueva
panel-note-hint = La tienda no la ve.
panel-history = Lo que se hizo
panel-who = Quién
panel-details = Detalles
panel-service-title = Servicio
panel-service-intro = Lo que vale para todas las tiendas a la vez.
panel-announce = Nuevo aviso
panel-announce-do = Publicar
panel-announced = Avisos
panel-announced-none = No hay avisos.
panel-withdraw = Retirar
panel-level = Importancia
panel-level-info = Para saber
panel-level-warning = Para tener en cuenta
panel-level-error = Algo no funciona
panel-text-es = Texto en español
panel-text-en = Texto en inglés
panel-from = Desde
panel-until = Hasta
panel-staff-title = Equipo de Vitrina
panel-staff-intro = Quien trabaja aquí necesita un segundo factor. Si le cambias el rol o lo desactivas, sale de inmediato de las tiendas donde esté ayudando.
panel-staff-invite = Invitar a alguien
panel-staff-invite-do = Enviar invitación
panel-staff-name = Nombre
panel-staff-email = Correo
panel-staff-role = Rol
panel-plan = Plan
panel-plan-has = Tiene
panel-plan-trial = La prueba termina
panel-plan-period = Pagado hasta
panel-plan-leaves = Pasa al plan gratis
panel-plan-days = Días más de prueba
panel-plan-extend = Alargar la prueba
panel-plan-give = Dar un plan sin cobrar
panel-plan-reason = Por qué se le da
panel-plan-do = Dar el plan
panel-plan-paid = La tienda lo paga por Stripe: el plan lo cambia ella.
panel-money-title = Ingresos
panel-money-intro = Lo que pagan las tiendas, cómo se mueve y lo que no se pudo cobrar.
panel-money-mrr = Ingreso mensual recurrente
panel-money-mrr-hint = La gráfica va en pesos. Cuenta el precio de los planes que se pagan hoy, con impuesto; de lo anual, la doceava parte. Los descuentos no se restan.
panel-money-none = Todavía nadie paga.
panel-money-summary = Ingreso mensual recurrente por día; hoy { $total }.
panel-money-span = Días de la gráfica
panel-money-days = { $days } días
panel-money-plans = Por plan
panel-money-plan = Plan
panel-money-shops = Tiendas
panel-money-monthly = Al mes
panel-money-months = Por mes
panel-money-month = Mes
panel-money-new = Nuevo
panel-money-grown = Subió
panel-money-shrunk = Bajó
panel-money-lost = Se fue
panel-money-lost-shops = Tiendas que se fueron
panel-money-churn = Abandono
panel-money-closing = Al cierre
panel-money-failed = Cobros fallidos
panel-money-failed-none = Nadie debe nada.
panel-money-due = Debe
panel-money-tries = Intentos
panel-money-next = Próximo intento
panel-money-grace = Gracia hasta
panel-money-open = Avisos de Stripe por revisar
panel-money-note-wrong_mode = Llegó un aviso de dinero de prueba a la cuenta real, o al revés.
panel-money-note-unknown_customer = Ninguna tienda tiene este cliente.
panel-money-note-unknown_price = Es de un precio que no es de ningún plan.
panel-money-note-two_subscriptions = La tienda tiene dos suscripciones que cobran. Cancela una en Stripe.
panel-money-note-unanswered = Stripe no respondió.
panel-money-note-refused = Stripe no quiso responder.
done-panel-support-ended = Tu acceso a la tienda terminó.

error-support_access_over = Este acceso de soporte ya se usó o ya terminó. Pide uno nuevo en el panel.
error-shop_not_served = Esta tienda no está activa, así que nadie puede entrar a ayudar. Reactívala primero.

panel-deed-sign_up = Se registró
panel-deed-create_tenant = Se creó
panel-deed-suspend_tenant = Se suspendió
panel-deed-reactivate_tenant = Se reactivó
panel-deed-note_tenant = Se escribió una nota
panel-deed-set_maintenance = Cambió el mantenimiento
panel-deed-choose_flag = Cambió un interruptor
panel-deed-open_support_access = Se pidió un acceso de soporte
panel-deed-enter_support_access = Se entró a ayudar
panel-deed-end_support_access = Se terminó un acceso de soporte
panel-deed-support_deed = Se hizo algo durante la ayuda
panel-deed-reset_second_factor = Se quitó un segundo factor

panel-letter-suspended-subject = { $shop } está suspendida
panel-letter-suspended-text = Suspendimos { $shop }. Motivo: { $why }. Mientras tanto nadie puede entrar a la tienda; tus datos siguen guardados. Si crees que es un error, responde este correo.
panel-letter-suspended-button = Ver la tienda
panel-letter-reactivated-subject = { $shop } está activa de nuevo
panel-letter-reactivated-text = Reactivamos { $shop }: tus clientes ya pueden entrar y comprar.
panel-letter-reactivated-button = Ir a la administración
panel-letter-support-subject = Alguien de Vitrina entró a ayudar en { $shop }
panel-letter-support-text = { $why }. Lo que haga queda en el registro de cambios de tu tienda, y no puede ver claves, contraseñas ni datos de tus pagos.
panel-letter-support-button = Ver los cambios

job-panel-count_usage = Contar cuánto usa la tienda
panel-deed-extend_trial = Se alargó la prueba
panel-deed-give_plan = Se le dio un plan
