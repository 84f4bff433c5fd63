# Inventario.

## Errores
error-out_of_stock = { $left ->
    [0] Ya no queda «{ $name }». Quítalo del carrito o elige otro.
    [one] De «{ $name }» solo queda uno. Ajusta la cantidad.
   *[other] De «{ $name }» solo quedan { $left }. Ajusta la cantidad.
}
error-stock_already_released = Este pedido ya devolvió lo que tenía reservado. Haz un pedido nuevo.

## Campos
field-out_of_stock = No queda suficiente.
field-below_reserved = Hay más unidades prometidas a pedidos. Cancela o despacha esos pedidos primero.

## Tareas
job-inventory-count_low_items = Contar lo que se está agotando
job-inventory-tell_low = Avisar que queda poco de un producto

## Avisos a la tienda
inventory-mail-low-subject = Queda poco: { $products }
inventory-mail-low-heading = Se está acabando
inventory-mail-low-text = De esto queda poco para vender. Pide más antes de que se agote.
inventory-mail-low-button = Ver el inventario

## Avísame cuando llegue
error-already_in_stock = Ya hay: puedes comprarlo ahora mismo.
job-inventory-tell_back = Avisar que volvió un producto
job-inventory-purge_notices = Olvidar avisos de inventario viejos
inventory-mail-back-subject = Ya llegó: { $product }
inventory-mail-back-heading = ¡Volvió { $product }!
inventory-mail-back-text = Nos pediste que te avisáramos, y ya hay otra vez. Te escribimos una sola vez por este producto; no te lo guardamos, así que el primero que lo pida se lo lleva.
inventory-mail-back-button = Ver el producto
inventory-notice-title = Avísame cuando llegue
inventory-notice-back = Volver a los productos
done-stock-notice = Listo: te escribimos cuando vuelva a haber.
