# Inicio de la administración: cifras, gráfico y lo que hay por hacer.
insights-title = Inicio
insights-good-morning = Buenos días, { $name }
insights-good-afternoon = Buenas tardes, { $name }
insights-good-evening = Buenas noches, { $name }
insights-today = Así va tu negocio, { $weekday } { $date }
insights-weekday-1 = lunes
insights-weekday-2 = martes
insights-weekday-3 = miércoles
insights-weekday-4 = jueves
insights-weekday-5 = viernes
insights-weekday-6 = sábado
insights-weekday-7 = domingo
insights-span = Días que ves
insights-days = { $days } días
insights-last-days = últimos { $days } días
insights-sales = Ventas
insights-orders = Pedidos
insights-ticket = Ticket promedio
insights-customers = Clientes
insights-sales-by-day = Ventas por día
insights-chart-summary = Ventas por día, { $span }: { $total } en total; el mejor día, { $best }.
insights-no-sales = Aquí verás tus ventas
insights-no-sales-text = Cuando llegue el primer pedido, este gráfico te mostrará cómo va cada día.
insights-todo = Para hacer hoy
insights-todo-none = Todo al día. ¡Buen trabajo!
insights-agenda = Citas de hoy
insights-agenda-count = { $count ->
    [one] falta 1
   *[other] faltan { $count }
  }
insights-agenda-open = Ver el calendario
insights-agenda-none = Por hoy no quedan citas.
insights-todo-confirm = { $count ->
    [one] 1 pedido nuevo por confirmar
   *[other] { $count } pedidos nuevos por confirmar
 }
insights-todo-prepare = { $count ->
    [one] 1 pedido por preparar
   *[other] { $count } pedidos por preparar
 }
insights-todo-unpaid = { $count ->
    [one] 1 pedido sin pagar
   *[other] { $count } pedidos sin pagar
 }
insights-todo-low = { $count ->
    [one] 1 producto con poco inventario
   *[other] { $count } productos con poco inventario
 }
insights-todo-draft = { $count ->
    [one] 1 producto en borrador
   *[other] { $count } productos en borrador
 }
insights-todo-jobs = { $count ->
    [one] 1 tarea que falló
   *[other] { $count } tareas que fallaron
 }
insights-recent = Pedidos recientes
insights-recent-tabs = Pedidos recientes por estado
insights-tab-all = Todos
insights-tab-to_prepare = Por preparar
insights-tab-unpaid = Sin pagar
insights-order = Pedido
insights-customer = Cliente
insights-date = Fecha
insights-total = Total
insights-payment = Pago
insights-status = Estado
insights-all-orders = Ver todos los pedidos
insights-no-orders = No hay pedidos aquí
insights-no-orders-text = Los pedidos nuevos aparecen solos en esta lista.
insights-top = Lo más vendido
insights-top-none = Todavía no hay ventas en estos días.
insights-units = { $count ->
    [one] 1 unidad
   *[other] { $count } unidades
 }
insights-nothing-for-role = Tu rol no tiene cifras ni pedidos en esta página. Usa el menú para ir a tu trabajo.

## Tareas que fallaron
insights-jobs-title = Tareas que fallaron
insights-jobs-intro = Lo que la tienda debía hacer sola, intentó varias veces y no pudo. Repítelo cuando la causa esté resuelta.
insights-jobs-none = Ninguna tarea ha fallado
insights-jobs-none-text = Si algo no se puede hacer después de varios intentos, como enviar un correo, aparecerá aquí.
insights-jobs-tried = { $count ->
    [one] 1 intento
   *[other] { $count } intentos
 }
insights-jobs-reference = Referencia para soporte
insights-jobs-replay = Repetir
insights-jobs-discard = Descartar
insights-jobs-discard-sure = ¿Descartar esta tarea? Lo que debía hacer no se hará.
done-insights-job-replayed = La tarea se hará otra vez en un momento.
done-insights-job-discarded = La tarea se descartó.
error-job_not_dead = Esta tarea no está entre las que fallaron: ya se está haciendo o ya se hizo.
error-job_already_waiting = Otra tarea igual ya está esperando. Puedes descartar esta.

## Lo que se hace solo, por el reloj
schedules-title = Lo que se hace solo
schedules-intro = La tienda hace estas tareas a su hora, aunque nadie esté mirando. Si una falló, puedes pedir que se haga ya.
schedules-clock = Por el reloj
schedules-zone = Horas de { $zone }
schedules-minutes = { $count ->
    [one] Cada minuto
   *[other] Cada { $count } minutos
 }
schedules-hour = Cada hora, { $minute ->
    [0] en punto
    [one] 1 minuto después
   *[other] a los { $minute } minutos
 }
schedules-day = Cada día a las { $time }
schedules-day-shops = Cada día a las { $time }, hora de cada tienda
schedules-pattern = Según el patrón { $pattern } (UTC)
schedules-for-shops = { $name }, en cada tienda
schedules-last = Última vez
schedules-never = Todavía no
schedules-next = Próxima vez
schedules-week = En 7 días
schedules-times-done = { $count ->
    [one] 1 vez bien
   *[other] { $count } veces bien
 }
schedules-times-failed = { $count ->
    [one] 1 falló
   *[other] { $count } fallaron
 }
schedules-waiting = En espera
schedules-retrying = Se intentará otra vez
schedules-running = Haciéndose
schedules-done = Bien
schedules-failed = Falló
schedules-gone = Sin registro
schedules-run = Hacer ahora
schedules-run-what = Hacer ahora: { $what }
schedules-see-failed = { $count ->
    [one] 1 tarea falló: repítela o descártala
   *[other] { $count } tareas fallaron: repítelas o descártalas
 }
schedules-queue = En la cola de la tienda
schedules-queue-none = No hay nada en espera
schedules-queue-none-text = Correos, vencimientos y demás tareas aparecen aquí mientras les llega su turno.
schedules-from = La primera: { $when }
schedules-n-running = { $count } en curso
schedules-n-waiting = { $count } en espera
schedules-n-later = { $count } para después
done-insights-schedule-started = La tarea se hará en un momento.

## Tareas de la cola
job-jobs-begin_daily = Empezar las tareas de cada día
job-jobs-fan_out = Repartir una tarea entre las tiendas
job-jobs-purge = Limpiar tareas terminadas

## Cambios del equipo
audit-title = Cambios
audit-intro = Quién cambió qué en la tienda, y cómo estaba antes. Nadie puede borrar ni corregir esta lista.
audit-insert = { $who } creó { $what }
audit-update = { $who } cambió { $what }
audit-delete = { $who } eliminó { $what }
audit-system = El sistema
audit-anonymous = Alguien sin sesión
audit-yes = Sí
audit-no = No
audit-who = Quién
audit-what = Qué
audit-everybody = Todo el equipo
audit-everything = Todo
audit-from = Desde
audit-to = Hasta
audit-find = Buscar
audit-clear = Quitar filtros
audit-csv = Descargar CSV
audit-fields = { $count ->
    [one] Ver 1 dato
   *[other] Ver { $count } datos
 }
audit-none = Todavía no hay cambios
audit-none-text = Cuando alguien del equipo cambie un precio, un pedido o un ajuste, aparecerá aquí.
audit-none-found = Nada con esos filtros
audit-none-found-text = Prueba con otras fechas u otra persona.
audit-subject-product = el producto
audit-subject-promotion = la promoción
audit-subject-customer_group = el grupo de clientes
audit-subject-variant = la presentación
audit-subject-product_option = las opciones de un producto
audit-subject-picture = la foto de un producto
audit-subject-category = la categoría
audit-subject-brand = la marca
audit-subject-search_words = las palabras de búsqueda
audit-subject-order = el pedido
audit-subject-payment = el pago
audit-subject-person = la cuenta de
audit-subject-link = un enlace por correo
audit-subject-session = una sesión
audit-subject-support_access = el acceso de soporte de
audit-subject-passkey = una llave de acceso
audit-subject-second_factor = la verificación en dos pasos
audit-subject-sign_in_link = la cuenta de acceso
audit-subject-shop = los datos de la tienda
audit-subject-shipping = las zonas de envío
audit-subject-sales_setting = las reglas de venta
audit-subject-reminder_setting = los recordatorios de citas
audit-subject-notice_choice = el aviso
audit-subject-slack_channel = el canal de Slack
audit-subject-webhook_endpoint = el servidor que recibe avisos:
audit-subject-push_subscription = el dispositivo con avisos
audit-subject-payment_method = la forma de pago
audit-subject-job = la tarea
audit-subject-schedule_run = la ejecución a mano de
audit-subject-blocked_time = el tiempo bloqueado
audit-subject-booking = la cita
audit-subject-calendar_feed = una dirección del calendario
audit-subject-date_hours = el horario de una fecha
audit-subject-resource = quién atiende:
audit-subject-service = el servicio
audit-subject-service_resource = quién atiende un servicio
audit-subject-travel = el viaje de
audit-subject-working_hours = el horario de la semana
audit-subject-message_template = un texto propio
audit-subject-contact_block = una dirección que rebota
audit-subject-message_setting = las horas de silencio
audit-subject-ledger_txn = el movimiento de dinero
audit-field-proof = Forma de entrar
audit-field-slug = Dirección web
audit-field-name = Nombre
audit-field-status = Estado
audit-field-status_reason = Motivo del estado
audit-field-locale = Idioma
audit-field-currency = Moneda
audit-field-time_zone = Zona horaria
audit-field-tagline = Frase de la tienda
audit-field-announcement = Anuncio
audit-field-about = Sobre la tienda
audit-field-brand_color = Color
audit-field-logo_key = Logo
audit-field-phone = Teléfono
audit-field-confirmed_at = Confirmada
audit-field-email = Correo
audit-field-street = Calle y número
audit-field-municipality_code = Municipio
audit-field-allowed_origins = Otros sitios web
audit-field-role = Rol
audit-field-password_hash = Contraseña
audit-field-previous_passwords = Contraseñas anteriores
audit-field-provider = Proveedor
audit-field-email_verified_at = Correo confirmado
audit-field-revoked_at = Cerrada
audit-field-revoked_reason = Motivo del cierre
audit-field-purpose = Para qué
audit-field-expires_at = Vence
audit-field-used_at = Usado
audit-field-parent_id = Categoría superior
audit-field-description = Descripción
audit-field-picture_key = Foto
audit-field-position = Posición
audit-field-active = Activo
audit-field-seo_title = Título para buscadores
audit-field-seo_description = Descripción para buscadores
audit-field-short_description = Descripción corta
audit-field-category_id = Categoría
audit-field-brand_id = Marca
audit-field-featured = Destacado
audit-field-tax_class = Impuesto
audit-field-tags = Etiquetas
audit-field-length_mm = Largo (mm)
audit-field-width_mm = Ancho (mm)
audit-field-height_mm = Alto (mm)
audit-field-option_values = Opciones
audit-field-sku = Código
audit-field-barcode = Código de barras
audit-field-price = Precio
audit-field-coupon = Cupón
audit-field-percent = Porcentaje
audit-field-buy_quantity = Unidades que paga
audit-field-get_quantity = Unidades que se lleva
audit-field-tiers = Escalas
audit-field-from = Desde cuántas
audit-field-covers = Qué cubre
audit-field-gives = Qué se lleva
audit-field-audience = Para quién
audit-field-minimum = Compra mínima
audit-field-combines = Se combina con otras
audit-field-max_uses = Usos en total
audit-field-max_per_customer = Usos por cliente
audit-field-products = Productos
audit-field-categories = Categorías
audit-field-gifts = Lo que se lleva
audit-field-groups = Grupos de clientes
audit-field-members = Clientes del grupo
audit-field-discount = Descuento
audit-field-shipping_discount = Descuento del envío
audit-value-kind-percent = Porcentaje
audit-value-kind-amount = Valor fijo
audit-value-kind-free_shipping = Envío gratis
audit-value-kind-buy_get = Lleva más, paga menos
audit-value-kind-tiers = Precio por cantidad
audit-value-covers-all = Toda la tienda
audit-value-covers-some = Algunos productos o categorías
audit-value-gives-same = De lo mismo
audit-value-gives-some = Otros productos
audit-value-audience-everybody = Todos
audit-value-audience-groups = Algunos grupos
audit-field-compare_price = Precio anterior
audit-field-cost = Costo
audit-field-weight_g = Peso (g)
audit-field-removed_at = Retirada de la venta
audit-field-key = Archivo
audit-field-alt = Texto de la foto
audit-field-bytes = Tamaño (bytes)
audit-field-code = Forma de pago
audit-field-enabled = Encendida
audit-field-instructions = Instrucciones
audit-field-instructions_en = Instrucciones en inglés
audit-field-method = Forma de pago
audit-field-amount = Valor
audit-field-reference = Referencia
audit-field-receipt = Comprobante
audit-field-settled_at = Pagado el
audit-field-pickup_enabled = Recoger en la tienda
audit-field-pickup_instructions = Cómo recoger
audit-field-unpaid_hours = Horas que espera el pago
audit-field-order_id = Pedido
audit-field-number = Número
audit-field-cart_id = Carrito
audit-field-person_id = Cuenta
audit-field-customer_name = Cliente
audit-field-payment_status = Estado del pago
audit-field-subtotal = Subtotal
audit-field-shipping_price = Envío
audit-field-tax = Impuestos
audit-field-total = Total
audit-field-shipping_method = Entrega
audit-field-shipping_zone = Zona de envío
audit-field-shipping_address = Dirección de entrega
audit-field-billing_address = Dirección de facturación
audit-field-payment_method = Forma de pago
audit-field-payment_attempt_id = Intento de pago
audit-field-payment_reference = Referencia del pago
audit-field-notes = Notas
audit-field-carrier = Transportadora
audit-field-tracking_code = Guía
audit-field-cancel_reason = Motivo de la cancelación
audit-field-pay_until = Plazo para pagar
audit-field-paid_at = Pagado el
audit-field-shipped_at = Enviado el
audit-field-delivered_at = Entregado el
audit-field-cancelled_at = Cancelado el
audit-field-access_hash = Enlace del pedido
audit-field-access_sealed = Enlace guardado
audit-field-kind = Tipo
audit-field-attempts = Intentos
audit-field-max_attempts = Intentos como máximo
audit-field-last_error = Último error
audit-field-days_min = Días como mínimo
audit-field-days_max = Días como máximo
audit-field-free_from = Gratis desde
audit-field-rates = Tarifas por peso (g)
audit-field-places = Lugares
audit-field-synonyms = Sinónimos
audit-field-stop_words = Palabras que no cuentan
audit-field-answers_sealed = Respuestas
audit-field-buffer_after = Minutos después
audit-field-buffer_before = Minutos antes
audit-field-cancel_until = Se cancela hasta (minutos antes)
audit-field-closes = Cierra (minuto del día)
audit-field-customer_zone = Zona horaria del cliente
audit-field-deposit = Anticipo
audit-field-duration = Duración (minutos)
audit-field-ends_at = Termina
audit-field-staff_name = Quién
audit-field-entered_at = Entró
audit-field-maintenance_minutes = Minutos en mantenimiento
audit-field-ended_at = Terminó
audit-field-hold_expires_at = Apartada hasta
audit-field-horizon_days = Días que se pueden reservar
audit-field-horizon_from = Se reserva desde
audit-field-horizon_kind = Hasta cuándo se reserva
audit-field-horizon_to = Se reserva hasta
audit-field-most_minutes_per_day = Minutos por día como máximo
audit-field-most_per_day = Citas por día como máximo
audit-field-most_per_week = Citas por semana como máximo
audit-field-need = Necesidad
audit-field-needs_all = Se necesitan todos
audit-field-needs_confirmation = La tienda confirma
audit-field-notice = Antelación (minutos)
audit-field-from_date = Desde
audit-field-to_date = Hasta
audit-field-on_date = Fecha
audit-field-opens = Abre (minuto del día)
audit-field-overridden = Reglas que se pasaron por alto
audit-field-attendance = Si el cliente viene
audit-field-channel = Canal
audit-field-address_sealed = Dirección
audit-field-secret_sealed = Clave
audit-field-previous_sealed = Clave anterior
audit-field-stopped_at = Dejó de recibir
audit-field-endpoint_hash = Navegador
audit-field-label = Nombre
audit-field-host = Servidor
audit-field-customer_leads = Minutos antes, a los clientes
audit-field-customer_by_text = También por mensaje de texto
audit-field-professional_leads = Minutos antes, a la tienda
audit-field-part = Tramo
audit-field-place = Lugar
audit-field-policy = Política de cancelación
audit-field-questions = Preguntas
audit-field-reason = Motivo
audit-field-resource_id = Quién atiende
audit-field-hide_names = Sin nombres de clientes
audit-field-token_hash = Dirección secreta
audit-field-rests_on_holidays = Descansa los festivos
audit-field-seats = Cupos
audit-field-series_id = Serie
audit-field-service_id = Servicio
audit-field-session_id = Sesión
audit-field-staff_notes = Notas de la tienda
audit-field-starts_at = Comienza
audit-field-step = Cada cuántos minutos
audit-field-tick = Momento
audit-field-weekday = Día de la semana
audit-field-weight = Proporción
audit-field-subject = Asunto
audit-field-heading = Título
audit-field-body = Texto
audit-field-footer = Letra pequeña
audit-field-address = Dirección
audit-field-detail = Lo que dijo el servidor
audit-field-blocked_at = Desde cuándo
audit-field-block_id = Número
audit-field-quiet_from = Silencio desde (minuto del día)
audit-field-quiet_to = Silencio hasta (minuto del día)
audit-field-memo = Motivo
audit-field-reverses_txn_id = Movimiento que deshace
audit-job-waiting = En espera
audit-job-running = En curso
audit-job-done = Hecha
audit-job-dead = Abandonada
audit-value-revoked_reason-signed_out = Cerró la sesión
audit-value-revoked_reason-replaced = Entró otra vez en el mismo navegador
audit-value-revoked_reason-token_reused = Una credencial se usó dos veces
audit-value-revoked_reason-password_changed = Cambió la contraseña
audit-value-revoked_reason-standing_changed = Cambió el rol o el estado de la cuenta
audit-value-revoked_reason-second_factor = Cambió la verificación en dos pasos
audit-value-revoked_reason-passkey_removed = Se quitó una llave de acceso
audit-value-revoked_reason-google_parted = Se desconectó la cuenta de Google
audit-value-purpose-verify_email = Confirmar el correo
audit-value-purpose-reset_password = Cambiar la contraseña
audit-value-purpose-expired_password = Renovar la contraseña vencida
audit-value-purpose-invitation = Invitación al equipo
audit-value-shipping_method-delivery = Envío a domicilio
audit-value-shipping_method-pickup = Recoger en la tienda
audit-value-locale-es-CO = Español
audit-value-locale-en = Inglés
audit-value-provider-google = Google
audit-value-provider-caldav = Servidor de calendarios
audit-value-provider-feed = Dirección suscrita
audit-value-horizon_kind-days = Días
audit-value-horizon_kind-business_days = Días hábiles
audit-value-horizon_kind-dates = Entre dos fechas
audit-value-channel-email = Correo
audit-value-channel-sms = Mensaje de texto
audit-value-reason-refused = Su servidor no la conoce
audit-value-reason-bounced = El correo se devolvió
audit-value-reason-often_bounced = Se devolvieron tres correos en una semana

## Seguridad
security-title = Seguridad
security-intro = Entradas a las cuentas, intentos fallidos y lo que el sistema rechazó en esta tienda. Se guarda un año.
security-group-all = Todo
security-group-entries = Entradas
security-group-refusals = Rechazos
security-group-attacks = Posibles ataques
security-groups = Qué mostrar
security-times = { $count ->
    [one] una vez
   *[other] { $count } veces
 }
security-from = desde { $ip }
security-none = Nada por aquí
security-none-text = Cuando alguien entre, falle la contraseña o sea rechazado, aparecerá aquí en un minuto.
security-kind-signed_in = Entró a la cuenta
security-kind-new_device = Entró desde un dispositivo nuevo
security-kind-login_failed = Contraseña o correo equivocados
security-kind-second_factor_failed = Código de verificación equivocado
security-kind-locked = Intento durante un bloqueo
security-kind-login_spraying = Muchas cuentas probadas desde una dirección
security-kind-password_reset_asked = Pidió un enlace para cambiar la contraseña
security-kind-password_changed = Cambió la contraseña
security-kind-forged_token = Credencial falsificada o de otra tienda
security-kind-token_reused = Credencial usada dos veces: alguien más podría tenerla
security-kind-passkey_cloned = Llave de acceso con un contador atrasado: alguien podría tener una copia
security-kind-csrf_refused = Formulario sin la clave de la sesión
security-kind-cross_site_refused = Petición que vino de otro sitio
security-kind-permission_denied = Pidió algo que su rol no permite
security-kind-rate_limited = Demasiadas peticiones
security-kind-id_guessing = Muchos números inventados: alguien está adivinando
audit-subject-payment_account = la cuenta de pagos
audit-subject-refund = la devolución
audit-field-outside_id = Número en el proveedor
audit-field-live = Dinero real
audit-field-public_key = Llave pública
audit-field-hook_secret_sealed = Clave de los avisos
audit-field-hook_previous_sealed = Clave anterior de los avisos
audit-field-refused_at = Credencial rechazada
audit-field-redirect_url = Página del banco
audit-field-request_sealed = Datos de quien paga
audit-field-bank = Banco
audit-field-document_type = Tipo de documento
audit-field-failure = Por qué no
audit-field-said_amount = Valor que llegó
audit-field-said_currency = Moneda que llegó
audit-field-deadline = Vence
audit-field-fee = Comisión
audit-field-refunding = Por devolver
audit-field-refunded = Devuelto
audit-field-surplus = Dinero de más
audit-value-provider-mercadopago = Mercado Pago
audit-value-provider-stripe = Stripe
audit-subject-payment_switch = la oferta del banco
audit-field-off_by_hand = Apagada a mano
audit-subject-payment_event = el aviso de pago
audit-subject-payment_difference = la diferencia del pago
audit-field-class = Clase
audit-field-ours = Aquí
audit-field-theirs = Proveedor
audit-field-found_at = Hallada
audit-field-closed_at = Resuelta
audit-field-note = Nota
audit-value-class-missing_here = Falta aquí
audit-value-class-missing_there = Falta en el proveedor
audit-value-class-amount = Valor
audit-value-class-status = Estado
audit-value-class-fee = Comisión
audit-value-class-settled_late = Nos enteramos tarde
audit-value-class-integrity = Otro valor o moneda
audit-field-deposit_until = Se espera el anticipo hasta
audit-field-disconnected_at = Desconectada
audit-field-deposit_paid = Anticipo pagado

## Guía para empezar
insights-guide-title = Guía para empezar
insights-guide-steps = Para empezar a vender
insights-guide-progress = { $done } de { $all }
insights-guide-hide = Guardar la guía
insights-guide-done = Ya hiciste todo. Puedes guardar esta guía.
insights-guide-step-done = hecho
insights-guide-product = Publica tu primer producto
insights-guide-payments = Elige cómo te pagan
insights-guide-delivery = Di a dónde envías, o si recogen en tu local
insights-guide-hours = Pon tus horarios y servicios
insights-guide-logo = Sube tu logo
insights-guide-order = Recibe tu primer pedido: comparte tu tienda
done-insights-guide-hidden = Guardamos la guía. La encuentras en /admin/guide.
insights-samples-add = Llenar con productos de ejemplo
insights-samples-remove = Quitar los de ejemplo
insights-sample-soap = Jabón de ejemplo
insights-sample-soap-text = Un producto de muestra para ver cómo queda tu tienda.
insights-sample-candle = Vela de ejemplo
insights-sample-candle-text = Un producto de muestra para ver cómo queda tu tienda.
insights-sample-mug = Pocillo de ejemplo
insights-sample-mug-text = Un producto de muestra para ver cómo queda tu tienda.
done-insights-samples-added = Listo: mira tu tienda con los productos de ejemplo.
done-insights-samples-removed = Quitamos los productos de ejemplo.
