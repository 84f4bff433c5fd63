# Palabras de los diseños y componentes. Cada módulo trae sus propias claves; las de aquí empiezan por "ui-".

## Navegar
ui-skip-to-content = Ir al contenido
ui-menu = Menú
ui-close = Cerrar
ui-more = Más
ui-home = Inicio
ui-announcement = Aviso de la tienda
ui-breadcrumbs = Estás en
ui-pages = Páginas
ui-previous = Anterior
ui-next = Siguiente
ui-range = { $from }–{ $to } de { $total }
ui-steps = Pasos de la compra
ui-shop-sections = Secciones de la tienda
ui-footer-links = Enlaces de la tienda
ui-admin-sections = Secciones de administración
ui-quick-sections = Accesos rápidos
ui-made-with = Hecho con Vitrina

## Tienda
ui-all-products = Todos los productos
ui-search-products = ¿Qué estás buscando?
ui-cart = Carrito
ui-add = Agregar
ui-add-named = Agregar al carrito: { $name }
ui-see-options = Ver opciones
ui-see-options-named = Ver opciones de { $name }
ui-filter = Filtrar
ui-apply-filters = Ver resultados
ui-sort-by = Ordenar por
ui-sold-out = Agotado
ui-price-from = Desde
ui-price-before = Antes
ui-quantity = Cantidad
ui-one-less = Quitar uno
ui-one-more = Agregar uno más

## Cuenta y preferencias
ui-account = Mi cuenta
ui-my-orders = Mis pedidos
ui-wishlist = Mi lista de deseos
ui-book = Reservar cita
ui-my-bookings = Mis citas
ui-find-order = Encontrar mi pedido
ui-sign-in = Entrar
ui-sign-out = Salir
ui-manage-shop = Administrar la tienda
ui-change-theme = Cambiar entre tema claro y oscuro

## Formularios
ui-optional = opcional
ui-save = Guardar
ui-cancel = Cancelar
ui-unsaved = Tienes cambios sin guardar
ui-choose = Elige una opción
ui-department = Departamento
ui-municipality = Municipio
ui-network-error = No pudimos conectarnos. Revisa tu internet e inténtalo de nuevo.

## Administración
ui-search-or-go = Buscar o ir a…
ui-nothing-found = No encontramos nada con ese nombre
ui-today = Hoy
ui-yesterday = Ayer
ui-see-shop = Ver mi tienda
ui-new-product = Crear producto
ui-nav-home = Inicio
ui-nav-orders = Pedidos
ui-nav-money = Pagos
ui-settings-mercadopago = Mercado Pago
ui-settings-stripe = Stripe
ui-nav-agenda = Agenda
ui-nav-services = Servicios
ui-new-booking = Nueva cita
ui-nav-products = Productos
ui-nav-reviews = Opiniones
ui-nav-categories = Categorías
ui-nav-promotions = Promociones
ui-nav-customer-groups = Grupos de clientes
ui-nav-customers = Clientes
ui-nav-people = Equipo
ui-nav-settings = Ajustes
ui-nav-inventory = Inventario
ui-nav-ledger = Dinero
ui-settings-shop = Tienda
ui-settings-shipping = Envíos
ui-settings-plan = Mi plan
ui-not-in-plan = no está en tu plan
ui-plan-trial = La prueba termina el { $day }. Después sigues con el plan gratis.
ui-plan-grace = El último pago del plan no pasó. Todo funciona hasta el { $day }.
ui-plan-owes = El último pago del plan no pasó.
ui-plan-read_only = El plan está pendiente de pago: se puede ver y descargar todo, pero no cambiar nada.
ui-settings-payments = Formas de pago
ui-settings-jobs = Tareas
ui-settings-schedules = Lo automático
ui-settings-messages = Mensajes
ui-settings-integrations = Integraciones
ui-messages-log = Registro
ui-messages-channels = Avisos a la tienda
ui-messages-templates = Textos
ui-messages-quiet = Horas de silencio
ui-messages-blocked = Direcciones que rebotan
ui-notices = Avisos
ui-notices-unread = Avisos sin leer
ui-settings-audit = Cambios
ui-settings-security = Seguridad
ui-nav-tenants = Tiendas
ui-nav-revenue = Ingresos
ui-nav-flags = Interruptores
ui-nav-service = Servicio
ui-nav-staff = Equipo de Vitrina
ui-visit = { $name }, de Vitrina, está ayudando aquí hasta las { $until }. Motivo: { $reason }
ui-visit-end = Terminar el acceso
ui-announcement-read = Entendido
done-second-factor-needed = Antes de seguir, configura tu segundo factor: sin él nadie del equipo de Vitrina puede trabajar aquí.

## Estados
ui-status-active = Activo
ui-status-approved = Aprobado
ui-status-archived = Archivado
ui-status-authorized = Autorizado
ui-status-cancelled = Cancelado
ui-status-closed = Cerrado
ui-status-created = Sin empezar
ui-status-requires_action = Falta un paso del cliente
ui-status-completed = Completado
ui-status-confirmed = Confirmado
ui-status-delivered = Entregado
ui-status-disabled = Desactivado
ui-status-draft = Borrador
ui-status-expired = Vencido
ui-status-failed = Falló
ui-status-hidden = Oculto
ui-status-invited = Con invitación
ui-status-low_stock = Quedan pocos
ui-status-out_of_stock = Agotado
ui-status-paid = Pagado
ui-status-partially_refunded = Reembolsado en parte
ui-status-paused = En pausa
ui-status-pending = Pendiente
ui-status-pending_payment = Por pagar
ui-status-preparing = Por preparar
ui-status-processing = En proceso
ui-status-published = Publicado
ui-status-ready = Listo para enviar
ui-status-refunded = Reembolsado
ui-status-rejected = Rechazado
ui-status-returned = Devuelto
ui-status-shipped = Enviado
ui-status-suspended = Suspendido
ui-status-to_confirm = Por confirmar
ui-status-trialing = En prueba
ui-status-unpaid = Sin pagar

## Errores (el servidor los pone en la página o en problem+json)
error-title = Algo no salió bien
error-title-402 = Tu plan no lo incluye
error-title-403 = No tienes permiso
error-title-404 = No encontramos esta página
error-title-422 = Revisa los datos
error-title-503 = Volvemos enseguida
error-go-home = Ir al inicio
error-try-again = Intentar de nuevo
error-request = Si nos escribes, menciona este código: { $id }
error-reach-us = Si no quieres esperar, escríbenos o llámanos:
error-unreadable = No pudimos leer la solicitud. Revisa su formato e inténtalo otra vez.
error-unauthenticated = Inicia sesión para continuar.
error-forbidden = Tu rol no permite hacer esto. Pídeselo a quien administra el negocio.
error-closed_to_keys = Esto no se puede hacer con una clave de API. Alguien tiene que hacerlo en la administración.
error-key_scope_missing = A esta clave de API le falta el permiso { $scope }. Crea otra que lo tenga.
error-second_factor_needed = Para trabajar aquí necesitas un segundo factor. Configúralo en la seguridad de tu cuenta y vuelve a entrar con él.
error-cross_site_request = Esta acción no vino de nuestra página. Vuelve a abrirla e inténtalo de nuevo.
error-shop_suspended = Esta tienda está suspendida. Motivo: { $reason }
error-not_in_plan = Tu plan no incluye esta parte. Lo que ya hiciste con ella lo puedes ver; para seguir usándola, cambia de plan.
error-plan_full = Ya usas todo lo que tu plan permite: { $most }. Libera espacio o pasa a un plan más grande.
error-shop_read_only = Tu plan está pendiente de pago, así que por ahora solo puedes ver y descargar lo tuyo. Ponte al día y todo vuelve a funcionar.
error-shop_paused = Esta tienda no recibe pedidos ni reservas por ahora. Escríbele al negocio.
error-see-plan = Ver mi plan
error-not_found = Lo que buscas no existe o ya no está disponible.
error-unknown_host = Ninguna tienda responde en esta dirección. Revisa que esté bien escrita o escríbele al negocio.
error-method_not_allowed = Esta dirección no acepta ese método.
error-busy_try_again = Dos cambios se cruzaron. Inténtalo de nuevo.
error-changed_meanwhile = Alguien más lo cambió mientras tanto. Recarga la página y vuelve a intentarlo.
error-too_large = Es demasiado grande. Envía algo más pequeño.
error-unsupported_media_type = Ese tipo de contenido no se acepta aquí.
error-invalid = Hay datos por corregir. Revisa los campos señalados.
error-idempotency_key_missing = Falta el encabezado Idempotency-Key (de 1 a 255 caracteres visibles).
error-idempotency_key_reused = Esa Idempotency-Key ya se usó con otros datos. Usa una nueva.
error-rate_limited = Vas muy rápido para nosotros. { $minutes ->
    [0] Espera { $seconds ->
        [one] un segundo
       *[other] { $seconds } segundos
    } y vuelve a intentarlo.
   *[other] Vuelve a intentarlo en unos { $minutes } minutos.
}
error-too_many_streams = Demasiadas páginas siguen sus novedades en vivo. Cierra algunas, o recarga esta en un rato.
error-internal = Tuvimos un problema. Ya quedó registrado; inténtalo de nuevo en un momento.
error-maintenance = Estamos haciendo mejoras y volvemos pronto. Lo que dejaste en el carrito sigue ahí. Intenta de nuevo en { $minutes ->
    [one] un minuto
   *[other] { $minutes } minutos
}.
error-unavailable = El servicio no está disponible por un momento. Inténtalo de nuevo en unos segundos.

## Campos
field-required = Este dato es obligatorio.
field-too_long = Es demasiado largo.
field-too_short = Es demasiado corto.
field-wrong_length = No tiene el largo permitido.
field-bad_characters = Tiene caracteres que no se permiten.
field-invalid = No es válido.
field-invalid_slug = Usa solo minúsculas, números y guiones: cafe-molido.
field-invalid_email = Escribe un correo como nombre@ejemplo.com.
field-invalid_phone = Escribe un teléfono con al menos 7 dígitos.
field-invalid_currency = Escribe un código de moneda como COP.
field-out_of_range = Está fuera de lo permitido.
field-wrong_type = No es del tipo que se espera.
field-not_a_choice = Elige una de las opciones.
field-unknown_field = Este campo no existe.
field-unknown = No existe.
field-taken = Ya está en uso. Elige otro.
field-in_use = Todavía se está usando.
field-duplicate = Está repetido.
field-not_whole = Debe ser un valor en pesos enteros.
field-not_an_amount = Escribe un valor como 58.900.

## API
api-title = API de Vitrina
api-subtitle = Todo lo que se puede hacer por programa.
api-takes = Recibe
api-errors = Errores
api-gives = Responde

job-http-purge_keys = Limpiar claves de idempotencia vencidas
job-http-forget_traces = Olvidar los registros de cambios que ya cumplieron su tiempo
job-http-renew_keys = Renovar las claves que sellan los datos de la tienda
job-http-wrap_keys = Sellar de nuevo con la clave maestra actual
