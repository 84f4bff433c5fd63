# Promociones y grupos de clientes. Claves propias: "promotions-".

## Errores
error-coupon_unknown = No encontramos ese cupón. Revisa que esté bien escrito.
error-coupon_not_valid = El cupón { $code } no se puede usar ahora: todavía no empieza, ya terminó o no está disponible.
error-coupon_lost = El cupón { $code } ya no da descuento en este pedido. Sin él, el total es { $total }. Quítalo del carrito para seguir.
error-too_many_coupons = Puedes usar hasta { $most } cupones por pedido. Quita uno para agregar otro.
error-promotion_used_up = La promoción «{ $name }» se agotó mientras comprabas: alguien usó la última. No hicimos el pedido; revisa el nuevo total.
error-promotion_used_by_customer = Ya usaste la promoción «{ $name }» las veces que se puede. No hicimos el pedido; revisa el nuevo total.
error-too_many_promotions = Puedes tener hasta { $most } promociones en uso. Archiva las que ya no necesites.

## Campos
field-invalid_coupon = Usa de 3 a 30 letras sin tildes y números: VERANO20.
field-not_after_start = Debe terminar después de empezar.
field-in_the_past = Esa fecha ya pasó.
field-percent_or_price = Escribe un porcentaje o un precio, uno de los dos.
field-no_account = Nadie tiene una cuenta en tu tienda con ese correo. Pídele que se registre primero.

## Por qué un cupón no da nada
promotions-aside-not-started = Este cupón todavía no empieza.
promotions-aside-ended = Este cupón ya terminó.
promotions-aside-paused = Este cupón no está disponible por ahora.
promotions-aside-other-customers = Este cupón es solo para algunos clientes. Si eres uno de ellos, entra a tu cuenta.
promotions-aside-used-up = Este cupón se agotó.
promotions-aside-used-by-customer = Ya usaste este cupón.
promotions-aside-below-minimum = Todavía no llegas a la compra mínima de este cupón.
promotions-aside-nothing-here = Nada de lo que llevas tiene descuento con este cupón.
promotions-aside-shipping-is-free = El envío ya es gratis.
promotions-aside-better-without = Ya tienes un descuento mejor, y este no se combina con él.

## Estados
promotions-state-active = Activa
promotions-state-scheduled = Programada
promotions-state-ended = Terminada
promotions-state-paused = Pausada
promotions-state-archived = Archivada

## Nombres que se ponen solos
promotions-list-more = { $names } y { $more } más
promotions-name-percent = { $percent } %
promotions-name-amount = { $amount } menos
promotions-name-free-shipping = Envío gratis
promotions-name-take-pay = Lleva { $all } y paga { $buy }
promotions-name-buy-get = Lleva { $buy } y { $get } más con { $percent } %
promotions-name-tiers = Precio por cantidad
promotions-name-in = { $what } en { $goods }

## La promoción en palabras
promotions-say-everything = toda la tienda
promotions-say-nothing = No cubre nada: lo que cubría ya no está. Edítala y elige productos o categorías.
promotions-say-percent = { $percent } % de descuento en { $goods }.
promotions-say-amount = { $amount } menos en { $goods }, una vez por pedido.
promotions-say-free-shipping = Envío gratis comprando en { $goods }.
promotions-say-buy-get-free = Por cada { $buy } de { $goods }, { $get } más gratis de { $gifts }: las más baratas.
promotions-say-buy-get = Por cada { $buy } de { $goods }, { $get } más de { $gifts } con { $percent } % de descuento: las más baratas.
promotions-say-tiers = Precio por cantidad en { $goods }: { $tiers }.
promotions-say-tier-percent = desde { $from } unidades de un producto, { $percent } % menos
promotions-say-tier-price = desde { $from } unidades de un producto, cada una a { $price }
promotions-say-code = Con el cupón { $code }.
promotions-say-automatic = Se aplica sola, sin cupón.
promotions-say-minimum = Con una compra mínima de { $amount } en lo que cubre, antes de descuentos.
promotions-say-groups = Solo para clientes de { $groups } que entren a su cuenta.
promotions-say-nobody = Para nadie: el grupo al que iba dirigida ya no está.
promotions-say-between = Desde { $start } hasta { $end }.
promotions-say-since = Desde { $start }, hasta que la detengas.
promotions-say-until = Hasta { $end }.
promotions-say-max-uses = { $most ->
    [one] Se puede usar una sola vez en total.
   *[other] Se puede usar { $most } veces en total.
}
promotions-say-max-per-customer = { $most ->
    [one] Una vez por cliente.
   *[other] { $most } veces por cliente.
}
promotions-say-combines = Se suma a las otras promociones que se combinan.
promotions-say-alone = No se combina: si otra le conviene más al cliente, gana esa.

## La lista
promotions-title = Promociones
promotions-subtitle = Cupones y descuentos que se aplican solos.
promotions-new = Crear promoción
promotions-none = Tu primera promoción
promotions-none-text = Haz un cupón para tus redes, un 2x1 de fin de mes o envío gratis desde cierto valor. Tus clientes ven en el carrito cuánto ahorran y por qué, y tú ves cuántas veces se usó.
promotions-none-so = No hay promociones en este estado.
promotions-tab-all = Todas
promotions-tab-active = Activas
promotions-tab-scheduled = Programadas
promotions-tab-paused = Pausadas
promotions-tab-ended = Terminadas
promotions-tab-archived = Archivadas
promotions-automatic = Automática
promotions-uses = { $used ->
    [one] 1 uso
   *[other] { $used } usos
}
promotions-uses-of = { $used } de { $most } usos
promotions-pause = Pausar
promotions-resume = Reanudar
promotions-archive = Archivar
promotions-restore = Recuperar
promotions-undo = Deshacer
promotions-is-paused = «{ $name }» está pausada: nadie la recibe mientras tanto.
promotions-is-active = «{ $name }» está en marcha.
promotions-is-archived = Archivaste «{ $name }».
promotions-restore-taken = Otra promoción ya usa su cupón. Cambia el de esa primero.

## El formulario
promotions-what = Qué da
promotions-kind = Tipo de promoción
promotions-kind-percent = Porcentaje de descuento
promotions-kind-percent-hint = Por ejemplo, 20 % menos.
promotions-kind-amount = Valor fijo de descuento
promotions-kind-amount-hint = Por ejemplo, $ 10.000 menos en el pedido.
promotions-kind-free-shipping = Envío gratis
promotions-kind-free-shipping-hint = Tú asumes el envío.
promotions-kind-buy-get = Lleva más, paga menos
promotions-kind-buy-get-hint = 2x1, 3x2, o un producto con descuento por comprar otro.
promotions-kind-tiers = Precio por cantidad
promotions-kind-tiers-hint = Entre más unidades de un producto, menos cuesta cada una.
promotions-percent = Porcentaje
promotions-percent-hint = De 1 a 100. En «lleva más», el descuento de lo que se lleva: 100 es gratis.
promotions-amount = Valor que se descuenta
promotions-buy = Unidades que paga
promotions-get = Unidades que se lleva con descuento
promotions-buy-get-hint = Para 3x2: paga 2 y se lleva 1. Se descuentan las más baratas.
promotions-tiers = Escalas
promotions-tiers-hint = En cada escala escribe un porcentaje o un precio.
promotions-tier-from = Desde cuántas
promotions-tier-percent = Porcentaje menos
promotions-tier-price = O precio de cada una
promotions-where = En qué productos
promotions-where-hint = Si no eliges nada, cubre toda la tienda. Una categoría incluye las que tiene dentro.
promotions-categories = Categorías
promotions-products = Productos
promotions-gives = Qué se lleva, si es otra cosa
promotions-gives-hint = Solo para «lleva más»: si no eliges nada, se lleva de lo mismo que compra.
promotions-gives-categories = Categorías de lo que se lleva
promotions-gives-products = Productos que se lleva
promotions-many-hint = Para elegir varios, mantén oprimida la tecla Ctrl (o ⌘).
promotions-how = Cómo se obtiene
promotions-code = Cupón
promotions-code-hint = Déjalo vacío para que se aplique sola. Mayúsculas y espacios no importan: verano 20 es VERANO20.
promotions-minimum = Compra mínima
promotions-minimum-hint = En lo que cubre la promoción, antes de descuentos.
promotions-groups = Solo para estos grupos de clientes
promotions-groups-hint = Sin elegir, es para todos. Los clientes deben entrar a su cuenta.
promotions-groups-none = Todavía no tienes grupos de clientes.
promotions-when = Cuándo y cuánto
promotions-starts = Empieza
promotions-starts-hint = Vacío: desde ya. En la hora de tu tienda.
promotions-ends = Termina
promotions-ends-hint = Vacío: hasta que la detengas.
promotions-max-uses = Usos en total
promotions-max-per-customer = Usos por cliente
promotions-max-hint = Vacío: sin límite. Un pedido cancelado devuelve su uso.
promotions-together = Con otras promociones
promotions-combines = Se combina con otras
promotions-combines-hint = Se suma a las demás que se combinan. Cada una se calcula sobre el precio original, y nada queda por debajo de cero.
promotions-alone = No se combina
promotions-alone-hint = Va sola. Si otra le conviene más al cliente, gana esa.
promotions-name = Nombre que ven tus clientes
promotions-name-hint = Si lo dejas vacío le ponemos uno, como «20 % en Cabello».
promotions-preview = Así queda
promotions-preview-hint = Léela como la leería un cliente.
promotions-preview-look = Ver cómo queda
promotions-preview-problem = Completa los datos para ver cómo queda.

## Grupos de clientes
promotions-groups-title = Grupos de clientes
promotions-groups-subtitle = Para darles un trato propio: mayoristas, vecinos, tu equipo.
promotions-group-new = Crear grupo
promotions-group-name = Nombre del grupo
promotions-group-none = Aún no hay grupos
promotions-group-none-text = Crea un grupo, por ejemplo Mayoristas, agrega clientes con cuenta y dale una promoción propia.
promotions-group-members = { $count ->
    [one] 1 cliente
   *[other] { $count } clientes
}
promotions-group-who = Quiénes están
promotions-group-nobody = Nadie todavía. Agrega un cliente por el correo de su cuenta.
promotions-group-add = Agregar
promotions-group-email = Correo del cliente
promotions-group-email-hint = El de su cuenta en tu tienda.
promotions-group-take-out = Sacar a { $name }
promotions-group-delete = Borrar grupo
promotions-group-delete-sure = ¿Borrar el grupo? Las promociones que eran solo para él quedarán para nadie.

## Hecho
done-promotions-saved = Promoción guardada.
done-promotions-group-saved = Grupo guardado.
done-promotions-group-added = Cliente agregado.
done-promotions-group-taken-out = Cliente fuera del grupo.
done-promotions-group-deleted = Grupo borrado.
