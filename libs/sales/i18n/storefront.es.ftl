# La compra: carrito, pago y seguimiento.

## Carrito
cart-title = Tu carrito
cart-things = { $count ->
    [one] 1 artículo
   *[other] { $count } artículos
  }
cart-empty = Tu carrito está vacío
cart-empty-text = Cuando agregues algo, lo verás aquí. Guardamos tu carrito por 30 días.
cart-see-products = Ver productos
cart-each = { $price } c/u
cart-quantity-of = Cantidad de { $name }
cart-update = Actualizar
cart-remove = Quitar
cart-remove-named = Quitar { $name }
cart-summary = Resumen
cart-checkout = Continuar con la compra
cart-keep-shopping = Seguir comprando
cart-fix-first = Ajusta los artículos señalados para continuar.
cart-shipping-later = Se calcula en el siguiente paso
cart-free-missing = Te faltan { $amount } para el envío gratis.
cart-free-reached = ¡Tu envío a { $zone } sale gratis!
cart-price-rose = { $name } subió de { $before } a { $now } desde que lo agregaste.
cart-price-fell = { $name } bajó de { $before } a { $now } desde que lo agregaste.
cart-gone = Ya no está a la venta. Quítalo para continuar.
cart-too-many = { $left ->
    [0] Se agotó. Quítalo para continuar.
    [one] Solo queda 1. Ajusta la cantidad.
   *[other] Solo quedan { $left }. Ajusta la cantidad.
  }
cart-choose-first = Elige primero las opciones.
done-cart-added = Listo: lo agregamos a tu carrito.
done-cart-changed = Actualizamos tu carrito.
done-cart-removed = Lo quitamos de tu carrito.

## Finalizar la compra
checkout-title = Finalizar compra
checkout-back-to-cart = Volver al carrito
checkout-contact = Tus datos
checkout-have-account = ¿Ya tienes cuenta?
checkout-email = Correo electrónico
checkout-email-hint = Te enviamos la confirmación y el seguimiento.
checkout-name = Nombre y apellido
checkout-phone = Celular
checkout-delivery = Entrega
checkout-street = Dirección
checkout-street-hint = Calle, número, barrio, apartamento. No hace falta si recoges en la tienda.
checkout-postal-code = Código postal
checkout-quote = Calcular envío
checkout-shipping = Forma de entrega
checkout-choose-place = Elige tu municipio para ver el costo del envío.
checkout-no-delivery = Por ahora no llegamos a { $place } con este pedido. Puedes recogerlo en la tienda o escribirnos.
checkout-no-shipping = Por ahora no llegamos a { $place } con este pedido. Escríbenos y buscamos cómo hacerlo.
checkout-payment = Forma de pago
checkout-resting = Por ahora no responde: { $methods }. Elige otra forma de pago o intenta en unos minutos.
checkout-no-payment = La tienda no ha activado formas de pago. Escríbele para coordinar tu compra.
checkout-pay-cash_on_delivery = Pagas en efectivo cuando recibes tu pedido.
checkout-pay-bank_transfer = Al confirmar te mostramos los datos de la cuenta. Apartamos tu pedido mientras haces la transferencia.
checkout-pay-pse = Desde tu banco, Nequi o DaviPlata; se confirma al momento.
checkout-pay-card = Débito o crédito, aquí mismo. La tienda nunca ve el número.
checkout-notes-title = ¿Algo más?
checkout-notes = Notas para la tienda
checkout-notes-hint = Por ejemplo: horario para recibir, quién recibe, si es un regalo.
checkout-summary = Tu pedido
checkout-subtotal = Subtotal
checkout-shipping-price = Envío
checkout-shipping-unknown = Por calcular
checkout-free = Gratis
checkout-total = Total
checkout-tax-included = Incluye { $tax } de impuestos.
checkout-place = Confirmar pedido
checkout-place-hint = Al confirmar, la tienda recibe tu pedido y te escribe.
checkout-changed = Algo cambió mientras comprabas
checkout-changed-confirm = Revisa el nuevo total y confirma de nuevo si estás de acuerdo.
checkout-total-changed = El total pasó de { $before } a { $now }.

## Pedido y seguimiento
track-title = Pedido #{ $number }
track-thanks = ¡Gracias por tu compra!
track-thanks-text = Recibimos tu pedido. Enviamos la confirmación a { $email }.
track-placed = Hecho el { $when }
track-live = Esta página se actualiza sola.
track-step-pending = Recibido
track-step-confirmed = Confirmado
track-step-processing = En preparación
track-step-shipped = Enviado
track-step-shipped-pickup = Listo para recoger
track-step-delivered = Entregado
track-step-cancelled = Cancelado
track-carrier = Lo lleva { $carrier }.
track-carrier-code = Lo lleva { $carrier }, guía { $code }.
track-code = Número de guía: { $code }
track-payment = Pago
track-pay-now = Pagar ahora
track-amount = Valor
track-reference = Escribe esta referencia
track-pay-until = Apartado hasta
track-paid-on = El { $when } recibimos tu pago.
track-refunded-on = El { $when } te devolvimos { $amount }.
track-refund-asked-on = El { $when } pedimos que te devuelvan { $amount }. Puede tardar unos días.
track-pay-at-door = Ten listos { $amount } para cuando recibas tu pedido.
track-pay-state-pending = Por pagar
track-pay-state-paid = Pagado
track-pay-state-partially_refunded = Reembolsado en parte
track-pay-state-refunded = Reembolsado
track-pay-state-failed = Sin pago
track-what = Lo que pediste
track-deliver-to = Enviar a
track-pick-up = Recoger en la tienda
track-contact = Contacto
track-notes = Notas
track-cancel = Cancelar pedido
track-cancel-text = Puedes cancelarlo mientras la tienda no lo haya confirmado.
track-cancel-sure = ¿Quieres cancelar este pedido? No se puede deshacer.
track-cancel-reason = Lo canceló quien compró
track-cancelled-by-you = Lo cancelaste tú
track-ask = Preguntar por este pedido
track-chat = Hola. Tengo una pregunta sobre mi pedido #{ $number }.
track-push-off = Recibe cada paso de tu pedido en este dispositivo.
track-push-on = Te avisamos de tu pedido en este dispositivo.
track-account-title = Guarda tus pedidos
track-account-text = Crea una cuenta con { $email } y la próxima vez compras más rápido.
track-account = Crear mi cuenta
done-order-placed = Recibimos tu pedido.
done-order-cancelled = Cancelamos tu pedido.

## Encontrar un pedido
find-title = Encuentra tu pedido
find-text = Escribe el número y el correo con que compraste. Te enviamos el enlace de seguimiento.
find-number = Número de pedido
find-number-hint = Está en el correo de confirmación.
find-email = Correo electrónico
find-send = Enviarme el enlace
find-sent = Si los datos coinciden, ya te enviamos un correo con el enlace.
find-sent-text = Llega en unos minutos. Si no lo ves, mira en la carpeta de correo no deseado.
find-again = Buscar otro pedido
find-have-account = ¿Compraste con tu cuenta?
find-mail-subject = El enlace de tu pedido #{ $number }
find-mail-heading = Aquí está tu pedido
find-mail-text = Alguien, seguramente tú, pidió el enlace para seguir este pedido. Si no fuiste tú, ignora este correo.
find-mail-button = Ver mi pedido

## Mis pedidos
my-orders-title = Mis pedidos
my-orders-none = Todavía no tienes pedidos
my-orders-none-text = Cuando compres con tu cuenta, los verás aquí. ¿Compraste sin cuenta? Búscalo con su número.
my-orders-find = Buscar un pedido
my-orders-range = { $from }–{ $to } de { $total }

cart-coupon = Cupón
cart-coupon-add = Agregar
cart-coupon-remove = Quitar el cupón { $code }
cart-coupon-type = Escribe el cupón.
cart-discount = { $name }: { $amount }
cart-free-shipping-later = Gratis al enviar
checkout-coupon-lost = Cupón { $code }: { $why }
done-cart-coupon-added = Cupón agregado a tu carrito.
done-cart-coupon-removed = Quitamos el cupón.
track-review-title = ¿Cómo te fue?
track-review-text = Lo que cuentes ayuda a quien está por comprar.
track-review = Opinar
