
# Administración: pedidos, clientes, envíos y formas de pago.

## Lista de pedidos
sales-orders-title = Pedidos
sales-orders-subtitle = Lo que te han comprado y lo que falta por hacer.
sales-tabs = Pedidos por estado
sales-tab-all = Todos
sales-tab-pending = Por confirmar
sales-tab-to_prepare = Por preparar
sales-tab-shipped = En camino
sales-tab-delivered = Entregados
sales-tab-cancelled = Cancelados
sales-tab-unpaid = Sin pagar
sales-tab-to_refund = Por reembolsar
sales-search = Buscar pedido
sales-search-hint = Número, nombre o correo
sales-from = Desde
sales-to = Hasta
sales-find = Buscar
sales-clear = Quitar filtros
sales-orders-none = Todavía no hay pedidos
sales-orders-none-text = Cuando alguien compre en tu tienda, el pedido aparecerá aquí y te avisaremos por correo.
sales-orders-none-found = Ningún pedido coincide
sales-orders-none-found-text = Prueba con otro estado, otra fecha u otra palabra.
sales-order = Pedido
sales-customer = Cliente
sales-date = Fecha
sales-delivery = Entrega
sales-payment = Pago
sales-status = Estado

## Un pedido
sales-order-title = Pedido #{ $number }
sales-waits-until = Espera el pago hasta: { $when }
sales-do-confirm = Confirmar pedido
sales-do-confirm-hint = Le avisamos al cliente que lo vas a despachar.
sales-do-prepare = Empezar a preparar
sales-do-prepare-hint = El cliente verá que ya lo estás alistando.
sales-do-ship = Marcar como enviado
sales-do-ship-hint = Le mandamos al cliente la transportadora y la guía.
sales-do-ready = Está listo para recoger
sales-do-ready-hint = Le avisamos al cliente que ya puede pasar.
sales-do-deliver = Marcar como entregado
sales-do-deliver-hint = Cierra el pedido.
sales-carrier-example = Servientrega, Interrapidísimo, mensajero…
sales-correct-tracking = Corregir transportadora o guía
sales-mark-paid = Registrar el pago
sales-mark-paid-amount = Recibí { $amount }
sales-reference = Referencia o comprobante
sales-reference-hint = El número de la transferencia o del recibo, si lo tienes.
sales-reference-is = Referencia: { $reference }
sales-paid-at = Pagado el { $when }
sales-mark-refunded = Registrar el reembolso
sales-mark-refunded-hint = Este pedido se canceló después de pagado. Cuando devuelvas el dinero, regístralo aquí.
sales-mark-refunded-amount = Devolví { $amount }
sales-refund-through = Devolver { $amount } por { $provider }
sales-refund-through-hint = Este pedido se canceló después de pagado. El dinero vuelve por donde llegó.
sales-refund-through-sure = ¿Devolver { $amount } por { $provider }? No se puede deshacer.
sales-refund-under-way = Pedimos la devolución. Cuando el proveedor la haga, lo verás aquí.
sales-cancel = Cancelar el pedido
sales-cancel-reason = ¿Por qué se cancela?
sales-cancel-reason-hint = El cliente lo leerá en su correo.
sales-cancel-do = Cancelar el pedido
sales-cancel-sure = ¿Seguro que quieres cancelar este pedido? Los productos vuelven al inventario y le avisamos al cliente.
sales-promotions = Promociones
sales-lines = Productos
sales-subtotal = Subtotal
sales-shipping = Envío
sales-free = Gratis
sales-tax-included = Impuestos incluidos
sales-history = Historia del pedido
sales-notes = Notas del cliente
sales-deliver = Envío a domicilio
sales-deliver-zone = Envío a domicilio: { $zone }
sales-pick-up = Recoger en la tienda
sales-billing-address = Datos de facturación
sales-write-whatsapp = Escribir por WhatsApp
sales-chat = Hola, { $name }. Te escribimos por tu pedido #{ $number }.
sales-event-pending = Pedido recibido
sales-event-confirmed = Confirmado
sales-event-processing = En preparación
sales-event-shipped = Enviado
sales-event-ready = Listo para recoger
sales-event-delivered = Entregado
sales-event-cancelled = Cancelado
sales-event-payment-pending = Pago pendiente
sales-event-payment-paid = Pago recibido
sales-event-payment-failed = Pago fallido
sales-event-payment-refunded = Dinero devuelto
sales-event-payment-partially_refunded = Parte del dinero devuelta
sales-event-tracking = Guía: { $code }
sales-actor-anonymous = Cliente
sales-actor-customer = Cliente
sales-actor-owner = Dueño o dueña
sales-actor-admin = Administración
sales-actor-manager = Gerencia
sales-actor-cashier = Caja
sales-actor-professional = Profesional
sales-actor-vendor = Vendedor
sales-actor-support = Soporte de Vitrina
sales-actor-finance = Finanzas de Vitrina
sales-actor-super_admin = Administración de Vitrina
sales-actor-helper = Soporte de Vitrina
sales-actor-system = Automático
done-sales-confirmed = Pedido confirmado. Le avisamos al cliente.
done-sales-processing = Pedido en preparación.
done-sales-shipped = Listo. Le avisamos al cliente.
done-sales-delivered = Pedido entregado. ¡Buen trabajo!
done-sales-cancelled = Pedido cancelado. Los productos volvieron al inventario.
done-sales-paid = Pago registrado.
done-sales-refunded = Reembolso registrado.
done-sales-refund-begun = Pedimos la devolución.

## Para empacar
sales-print = Imprimir
sales-print-now = Imprimir ahora
sales-back-to-order = Volver al pedido
sales-label-to = Para
sales-label-from = De
sales-phone-short = Tel.
sales-to-collect = cobrar { $amount }
sales-packed = Empacado
sales-product = Producto
sales-sku = Código
sales-quantity = Cantidad
sales-things = Total de artículos

## Clientes
sales-customers-title = Clientes
sales-customers-subtitle = Quienes tienen cuenta en tu tienda o te han comprado.
sales-customers-search = Buscar por nombre o correo
sales-customers-by-recent = Última compra
sales-customers-by-total_desc = Mayor compra
sales-customers-by-name = Nombre
sales-customers-none = No encontramos clientes
sales-customers-none-text = Aparecerán cuando creen su cuenta o hagan un pedido.
sales-customer-no-orders = Sin pedidos todavía
sales-name = Nombre
sales-guest = Sin cuenta
sales-last-order = Último pedido
sales-never-bought = Aún no compra
sales-orders-count = Pedidos
sales-bought = Ha comprado
sales-contact = Contacto
sales-customer-sums = Resumen
sales-customer-since = Cliente desde

## Envíos
sales-shipping-title = Envíos
sales-shipping-subtitle = A dónde llevas tus productos y cuánto cobras.
sales-ships-nowhere = Tu tienda no tiene cómo entregar. Crea una zona de envío o permite recoger en la tienda para poder vender.
sales-zones = Zonas de envío
sales-zones-none = Todavía no haces envíos
sales-zones-none-text = Crea una zona con los lugares a donde llegas y el precio por peso.
sales-zone-new = Crear zona
sales-zone-name = Nombre de la zona
sales-zone-name-hint = Tus clientes lo ven al pagar. Por ejemplo: Armenia y alrededores.
sales-zone-places = Lugares
sales-zone-everywhere = Todo el país
sales-zone-everywhere-hint = Para los lugares que no están en otra zona.
sales-zone-departments = Departamentos completos
sales-zone-towns = Municipios
sales-zone-towns-hint = Uno por renglón. Si hay varios con el mismo nombre, agrega el departamento: Armenia, Quindío.
sales-zone-more = { $names } y { $count } más
sales-zone-days = De { $min } a { $max } días hábiles
sales-zone-days-same = { $days ->
    [0] El mismo día
    [one] 1 día hábil
   *[other] { $days } días hábiles
 }
sales-zone-free-from = gratis desde { $amount }
sales-rates = Precio por peso
sales-rates-hint = El peso es el de todo el pedido. Deja en blanco los renglones que no uses.
sales-rates-required = Escribe al menos un peso y su precio.
sales-rate-row = Tarifa { $n }
sales-rate-weight = Hasta (kilos)
sales-rate-price = Precio
sales-free-from = Gratis desde
sales-free-from-hint = Cuando la compra llega a este valor, el envío no se cobra.
sales-days = Días de entrega
sales-days-min = Mínimo
sales-days-max = Máximo
sales-zone-delete = Eliminar zona
sales-zone-delete-sure = ¿Eliminar esta zona? Ya no se podrá enviar a sus lugares.
sales-pickup-enabled = Permitir recoger en la tienda
sales-pickup-instructions = Instrucciones para recoger
sales-pickup-instructions-hint = Dirección, horario y qué deben llevar.
done-sales-zone-saved = Zona guardada.
done-sales-zone-deleted = Zona eliminada.

## Formas de pago
sales-pay-hint-cash_on_delivery = El cliente paga en efectivo cuando recibe.
sales-pay-hint-bank_transfer = El cliente transfiere a tu cuenta y tú registras el pago cuando lo veas.
sales-unpaid = Pedidos sin pagar
sales-unpaid-hours = Horas para transferir
sales-unpaid-hours-hint = Después se cancelan solos y los productos vuelven al inventario.

## Campos
field-unknown_town = Hay un municipio que no conocemos o que necesita su departamento: Armenia, Quindío.
field-no_place = Elige al menos un lugar.
field-in_other_zone = Alguno de estos lugares ya está en otra zona.
field-not_a_weight = Escribe un peso en kilos como 1 o 2,5.
sales-pay-hint-pse = El cliente paga desde su banco y tú lo sabes al momento.
sales-pay-hint-card = El cliente paga con tarjeta débito o crédito y tú lo sabes al momento.
sales-excel = Llevar a Excel
