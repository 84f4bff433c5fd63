# Ventas: carrito, envíos y pedidos.

## Envíos
sales-shipping-delivery = Envío a domicilio
sales-shipping-pickup = Recoger en la tienda
sales-estimate-pickup = Te avisamos cuando esté listo
sales-estimate-days = { $min ->
    [0] Llega hoy mismo
    [one] Llega en 1 día hábil
   *[other] Llega en { $min } días hábiles
}
sales-estimate-range = Llega en { $min } a { $max } días hábiles
sales-carrier = Transportadora
sales-tracking-code = Número de guía
sales-total = Total
sales-unpaid-in-time = No recibimos el pago a tiempo.
sales-paid-late = El pago llegó tarde, y todavía había existencias.

## Correos al cliente
sales-mail-button = Ver mi pedido
sales-mail-pay-with = Forma de pago: { $method }.
sales-mail-reference = Escribe esta referencia en tu pago: { $reference }.
sales-mail-pay-until = Hasta el { $until } guardamos tus productos.
sales-mail-pending-subject = Recibimos tu pedido { $number }
sales-mail-pending-heading = ¡Gracias por tu compra, { $name }!
sales-mail-pending-text = Recibimos tu pedido { $number } por { $total }. Te escribiremos cada vez que avance.
sales-mail-confirmed-subject = Confirmamos tu pedido { $number }
sales-mail-confirmed-heading = Tu pedido está confirmado
sales-mail-confirmed-text = { $shop } confirmó tu pedido { $number } y pronto empezará a prepararlo.
sales-mail-processing-subject = Estamos preparando tu pedido { $number }
sales-mail-processing-heading = Tu pedido está en preparación
sales-mail-processing-text = Estamos alistando tu pedido { $number }. Te avisamos cuando salga.
sales-mail-shipped-subject = Tu pedido { $number } va en camino
sales-mail-shipped-heading = Tu pedido ya salió
sales-mail-shipped-text = Tu pedido { $number } salió de { $shop }.
sales-mail-delivered-subject = Entregamos tu pedido { $number }
sales-mail-delivered-heading = Tu pedido llegó
sales-mail-delivered-text = Tu pedido { $number } fue entregado. Gracias por comprar en { $shop }.
sales-mail-cancelled-subject = Se canceló tu pedido { $number }
sales-mail-cancelled-heading = Tu pedido se canceló
sales-mail-cancelled-text = Tu pedido { $number } quedó cancelado. Si ya habías pagado, { $shop } te devolverá el dinero.
sales-mail-paid-subject = Recibimos el pago de tu pedido { $number }
sales-mail-paid-heading = Recibimos tu pago
sales-mail-paid-text = { $shop } recibió { $total } por tu pedido { $number }. ¡Gracias!

## Correo a la tienda
sales-mail-new-subject = Pedido nuevo { $number } por { $total }
sales-mail-new-heading = Tienes un pedido nuevo
sales-mail-new-text = { $name } hizo el pedido { $number }.
sales-mail-new-button = Abrir el pedido
sales-mail-called-off-subject = Se canceló el pedido { $number }
sales-mail-called-off-heading = Se canceló un pedido
sales-mail-called-off-text = El pedido { $number } de { $name }, por { $total }, ya no sigue. Lo reservado volvió al inventario.
sales-mail-called-off-reason = Motivo
sales-mail-revived-subject = El pedido { $number } se pagó tarde y sigue adelante
sales-mail-revived-heading = Un pedido volvió
sales-mail-revived-text = El pedido { $number } se había cancelado porque no llegó el pago. Acaba de llegar, y como todavía tienes todo lo que pidió { $name }, lo apartamos de nuevo: prepáralo como siempre.

## Errores
error-cart_empty = Tu carrito está vacío. Agrega algo antes de hacer el pedido.
error-cart_already_ordered = Este carrito ya se convirtió en un pedido. Empieza uno nuevo.
error-cart_full = El carrito ya tiene 100 productos distintos. Quita alguno para agregar otro.
error-not_for_sale = Ya no vendemos { $name }. Quítalo del carrito para continuar.
error-prices_changed = Algunos precios cambiaron: el total ahora es { $total }. Revísalo y confirma de nuevo.
error-order_step_not_allowed = Ese paso no sigue: el pedido está { $from ->
    [pending] pendiente
    [confirmed] confirmado
    [processing] en preparación
    [shipped] enviado
    [delivered] entregado
   *[cancelled] cancelado
}.
error-order_not_cancellable = La tienda ya está trabajando en tu pedido. Escríbele si quieres cancelarlo.

## Tareas
job-sales-expire_order = Vencer un pedido sin pagar
job-sales-purge_carts = Limpiar carritos abandonados
job-sales-count_conversion = Calcular cuántos carritos se vuelven pedidos
sales-mail-pay-button = Pagar ahora
