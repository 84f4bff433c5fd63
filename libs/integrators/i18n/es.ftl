integrators-title = Integraciones
integrators-subtitle = Conecta tus otros programas: leen y cambian lo que les permitas, y se enteran al instante de lo que pasa.
integrators-docs = Todo lo que se puede hacer, con ejemplos:
integrators-docs-link = la API de tu tienda

integrators-keys = Claves de API
integrators-keys-text = Con una clave, un programa tuyo entra a la API de la tienda.
integrators-keys-none = Todavía no hay claves
integrators-keys-none-text = Crea una por cada programa: así puedes quitarle el permiso a uno sin molestar a los demás.
integrators-key = Clave de API
integrators-key-new = Nueva clave
integrators-key-new-text = Dale solo los permisos que el programa necesita. Nunca podrá más que tú, ni mover dinero, ni cambiar personas o claves.
integrators-key-name = Para qué es
integrators-key-name-hint = Por ejemplo: «Programa de contabilidad».
integrators-scopes = Permisos
integrators-key-days = Cuánto dura
integrators-days = { $count ->
    [one] 1 día
   *[other] { $count } días
  }
integrators-password = Tu contraseña
integrators-password-hint = Para estar seguros de que eres tú.
integrators-code = Código de verificación
integrators-key-make = Crear la clave
integrators-key-is-made = Tu clave está lista
integrators-key-once = Cópiala ahora y guárdala en un lugar seguro: no la volvemos a mostrar.
integrators-key-kept = Ya la guardé
integrators-key-made = La creó { $who } el { $when }
integrators-key-used = Se usó por última vez: { $when }
integrators-key-unused = No se ha usado
integrators-key-until = Sirve hasta el { $when }
integrators-key-expired = Venció el { $when }
integrators-key-revoked = Se quitó el { $when }
integrators-key-revoke = Quitar
integrators-key-revoke-named = Quitar la clave { $name }
integrators-key-revoke-sure = El programa que usa esta clave dejará de entrar de inmediato. ¿Quitarla?
integrators-copy = Copiar
integrators-copied = Copiado

integrators-scope-products_read = Ver productos, categorías y marcas
integrators-scope-products_write = Crear y cambiar productos
integrators-scope-stock_read = Ver inventario
integrators-scope-stock_write = Cambiar inventario
integrators-scope-orders_read = Ver pedidos
integrators-scope-orders_write = Avanzar y cancelar pedidos
integrators-scope-customers_read = Ver clientes
integrators-scope-bookings_read = Ver servicios y citas
integrators-scope-bookings_write = Agendar y cambiar citas y servicios
integrators-scope-reports_read = Ver informes

integrators-hooks = Webhooks
integrators-hooks-text = Le avisamos a la dirección que nos digas apenas pasa algo, con firma para que sepas que somos nosotros.
integrators-hooks-none = Todavía no avisamos a nadie
integrators-hooks-none-text = Agrega la dirección de tu programa y elige de qué quieres que se entere.
integrators-hook-new = Nuevo webhook
integrators-hook-new-text = La dirección debe poderse llamar desde internet, con https.
integrators-hook-subtitle = Lo que se le avisa, y lo que respondió.
integrators-hook-url = Dirección
integrators-hook-url-hint = La que te da tu programa. La guardamos cifrada y no la volvemos a mostrar completa.
integrators-hook-url-keep = Déjala vacía para seguir con la misma.
integrators-hook-make = Crear el webhook
integrators-hook-change = Cambiarlo
integrators-hook-enabled = Avisar a esta dirección
integrators-hook-enabled-hint = Si lo apagas, lo que pase mientras tanto no se le avisa.
integrators-hook-more = Probar y renovar
integrators-hook-test = Enviar una prueba
integrators-hook-remove = Eliminar
integrators-hook-remove-sure = Se borra la dirección y todo su registro. ¿Eliminarla?
integrators-hook-on = Funciona
integrators-hook-failing = Falla desde: { $when }
integrators-hook-counts = En camino: { $waiting } · Sin entregar: { $failed }
integrators-hook-previous = La clave anterior también firma hasta: { $when }
integrators-events = De qué se entera
integrators-secret = Clave de firma
integrators-secret-made = La clave con la que firmamos
integrators-secret-once = Cópiala ahora: con ella tu programa comprueba que el aviso es nuestro. No la volvemos a mostrar.
integrators-secret-renew = Renovar la clave
integrators-secret-sure = Creamos una clave nueva; la de ahora sigue firmando un día más. ¿Renovarla?

integrators-event-order_created = Pedido nuevo
integrators-event-order_updated = Cambió un pedido
integrators-event-order_paid = Pedido pagado
integrators-event-order_cancelled = Pedido cancelado
integrators-event-payment_updated = Avanzó un pago
integrators-event-booking_created = Cita nueva
integrators-event-booking_updated = Cambió una cita
integrators-event-booking_cancelled = Cita cancelada
integrators-event-product_created = Producto nuevo
integrators-event-product_updated = Cambió un producto
integrators-event-stock_updated = Cambió el inventario
integrators-event-customer_created = Cliente nuevo
integrators-event-customer_updated = Cambió un cliente
integrators-event-test_ping = Prueba

integrators-stopped-by_hand = Apagado
integrators-stopped-gone = No quiere más avisos
integrators-stopped-failing = Apagado: falló por días
integrators-status-waiting = En camino
integrators-status-delivered = Entregado
integrators-status-failed = Sin entregar
integrators-problem-refused = Respondió que no.
integrators-problem-gone = Respondió que no quiere más avisos (410).
integrators-problem-slow = No respondió a tiempo.
integrators-problem-away = Nadie responde en esa dirección.
integrators-problem-not_public = Esa dirección no se puede llamar desde internet.
integrators-problem-unreadable = La respuesta es demasiado larga o no se entiende.
integrators-problem-stopped = Se apagó el webhook antes de entregarlo.
integrators-log = Registro de avisos
integrators-log-all = Todos
integrators-log-none = Nada por aquí
integrators-log-none-text = Cuando pase algo de lo que elegiste, lo verás aquí.
integrators-log-status = Estado { $status }
integrators-log-tries = { $count ->
    [one] 1 intento
   *[other] { $count } intentos
  }
integrators-log-next = Próximo intento: { $when }
integrators-log-answer = Lo que respondió
integrators-replay = Enviar otra vez
integrators-replay-days = De los últimos días
integrators-replay-failed = Reenviar lo que no se entregó

integrators-mail-stopped-subject = Apagamos el webhook hacia { $host }
integrators-mail-stopped-heading = Tu programa dejó de recibir avisos
integrators-mail-stopped-text = { $host } no recibió bien los avisos de { $shop }, así que dejamos de intentarlo. Revisa tu programa, enciende otra vez el webhook y reenvía lo que quedó sin entregar.
integrators-mail-stopped-button = Ver el webhook

done-integrators-key-revoked = Quitamos la clave: ya no abre nada.
done-integrators-hook-saved = Guardamos el webhook.
done-integrators-hook-removed = Eliminamos el webhook.
done-integrators-hook-tested = La prueba va en camino. Mira el registro en un momento.
done-integrators-replayed = Va en camino otra vez.

error-too_many_keys = Ya hay 50 claves en uso. Quita alguna para crear otra.
error-too_many_webhooks = Ya hay 20 webhooks. Elimina alguno para crear otro.
error-delivery_waits = Ese aviso ya va en camino.
error-webhook_stopped = Este webhook está apagado. Enciéndelo primero.

job-integrators-write_events = Preparar avisos para tus programas
job-integrators-deliver_events = Avisar a tus programas
job-integrators-purge_events = Limpiar avisos viejos a tus programas

audit-subject-api_key = la clave de API
audit-subject-event_endpoint = el webhook hacia
audit-field-prefix = Comienzo
audit-field-scopes = Permisos
audit-field-kinds = De qué se entera
audit-field-previous_until = La clave anterior firma hasta
audit-field-stopped_reason = Por qué se apagó
audit-value-stopped_reason-by_hand = Lo apagó alguien
audit-value-stopped_reason-gone = No quiere más avisos
audit-value-stopped_reason-failing = Falló por días
