# Archivos de productos: traer y llevar.

## Errores
error-import_has_faults = El archivo tiene errores. Corrígelos y tráelo otra vez.
error-import_not_ready = Este archivo ya se aplicó. Trae uno nuevo.
error-import_stale = Alguien cambió productos del archivo después de revisarlo. Trae el archivo otra vez.

## Campos
field-not_a_catalogue = No reconocemos las columnas. Trae el archivo que exportan Shopify o WooCommerce, o uno con columnas como «nombre» y «precio».

## Tareas
job-exchange-apply_import = Aplicar un archivo de productos
job-exchange-fetch_pictures = Traer fotos de productos

## Páginas
exchange-title = Importar y exportar productos
exchange-subtitle = Trae tu catálogo de otra plataforma, o llévatelo.
exchange-bring = Traer productos
exchange-bring-hint = Primero revisamos el archivo y te mostramos qué cambia. Nada se guarda hasta que lo apliques.
exchange-file = Archivo CSV
exchange-file-hint = El que exportan Shopify o WooCommerce, o el nuestro. Hasta 10 MB.
exchange-look = Revisar archivo
exchange-take = Llevar productos
exchange-take-hint = Todos tus productos en un archivo que puedes abrir en una hoja de cálculo y volver a importar.
exchange-last = Archivos recientes
exchange-when = Cuándo
exchange-form = Formato
exchange-lines = Filas
exchange-status = Estado
exchange-form-vitrina = Vitrina
exchange-form-shopify = Shopify
exchange-form-woocommerce = WooCommerce
exchange-status-ready = Revisado
exchange-status-applying = Aplicando…
exchange-status-done = Aplicado
exchange-status-failed = No se aplicó
exchange-import-title = Archivo de productos
exchange-lines-count = { $count ->
    [one] Una fila
   *[other] { $count } filas
}
exchange-progress = { $done } de { $total } productos
exchange-new = Nuevos
exchange-changed = Cambian
exchange-same = Iguales
exchange-faults = Errores
exchange-notes = Para que sepas
exchange-pictures = Fotos: { $total } en total, { $waiting } por traer, { $failed } que no se pudieron traer.
exchange-apply = Aplicar al catálogo
exchange-mend = Corrige estos errores en tu archivo y tráelo otra vez. Tu catálogo sigue como estaba.
exchange-faults-file = Descargar los errores
exchange-again = Traer otro archivo
exchange-nothing = Tu catálogo ya está como dice el archivo.
exchange-lost = Fotos que no se pudieron traer
exchange-product = Producto
exchange-address = Dirección
exchange-stock-reason = Importación de productos
exchange-problem-stale = Alguien cambió productos del archivo después de revisarlo, así que no aplicamos nada. Trae el archivo otra vez.
exchange-problem-fault = Algo falló de nuestro lado y no aplicamos nada. Trae el archivo otra vez.
exchange-column-line = Fila
exchange-column-column = Columna
exchange-column-fault = Qué pasa
exchange-column-value = Dice

## Qué pasa con una celda
exchange-fault-required = Falta este dato.
exchange-fault-too_long = Es demasiado largo.
exchange-fault-bad_characters = Tiene caracteres que no podemos guardar.
exchange-fault-formula = Es una fórmula. Pega su resultado como valor.
exchange-fault-not_a_price = No es un precio. Escríbelo como 58900 o 58.900.
exchange-fault-not_whole = Los precios van en pesos enteros, sin centavos.
exchange-fault-not_a_number = No es una medida. Escribe solo el número.
exchange-fault-not_a_count = No es una cantidad. Escribe un número entero.
exchange-fault-not_a_choice = No es una de las opciones de esta columna.
exchange-fault-not_an_address = No es la dirección de una foto. Debe empezar por https://.
exchange-fault-out_of_range = El número es demasiado grande.
exchange-fault-duplicate = Está repetido en el archivo.
exchange-fault-taken = Ya lo tiene otro producto de tu tienda.
exchange-fault-too_many = Son más de los que caben en un producto.
exchange-fault-too_deep = Las categorías tienen máximo cuatro niveles.
exchange-fault-circle = La categoría está dentro de sí misma.
exchange-fault-options_differ = El producto tiene otras opciones. Incluye todas sus variantes o usa las mismas opciones.
exchange-fault-unknown_parent = El producto de esta variación no está en el archivo.
exchange-fault-unclosed_quote = Aquí se abre una comilla que no se cierra.
exchange-fault-below_reserved = Hay más unidades prometidas a pedidos.
exchange-fault-other_kind = No la traemos: es un tipo de producto que no manejamos.
exchange-fault-one_category = Un producto tiene una sola categoría: dejamos la más específica.
exchange-fault-any_choice = Vale para cualquier opción: creamos una variante para cada una.

## Por qué no hay foto
exchange-picture-away = El sitio no respondió.
exchange-picture-address = No podemos abrir esa dirección.
exchange-picture-nothing = Allí no hay nada.
exchange-picture-too_large = El archivo es demasiado grande.
exchange-picture-no_picture = No es una foto JPEG, PNG o WebP.
exchange-picture-too_many = El producto ya tiene todas las fotos que caben.

## Registro de cambios
audit-subject-product_import = el archivo de productos
audit-field-form = Formato
audit-field-lines = Filas
audit-field-products_new = Productos nuevos
audit-field-products_changed = Productos que cambian
audit-field-products_same = Productos iguales
audit-field-fault_count = Errores
audit-field-problem = Problema
audit-value-form-vitrina = Vitrina
audit-value-form-shopify = Shopify
audit-value-form-woocommerce = WooCommerce
audit-value-status-ready = Revisado
audit-value-status-applying = Aplicando
audit-value-status-done = Hecho
audit-value-status-failed = Falló
audit-value-problem-stale = El catálogo cambió
audit-value-problem-fault = Falla del programa
audit-subject-export = los datos que se llevaron
audit-field-rows = Filas llevadas

## Libros de Excel
exchange-sheet-product = Producto
exchange-sheet-variant = Variante
exchange-sheet-sku = Código
exchange-sheet-barcode = Código de barras
exchange-sheet-status = Estado
exchange-sheet-category = Categoría
exchange-sheet-brand = Marca
exchange-sheet-price = Precio
exchange-sheet-compare = Precio antes
exchange-sheet-cost = Costo
exchange-sheet-stock = Existencias
exchange-sheet-order = Pedido
exchange-sheet-date = Fecha
exchange-sheet-customer = Cliente
exchange-sheet-email = Correo
exchange-sheet-phone = Teléfono
exchange-sheet-payment = Pago
exchange-sheet-subtotal = Subtotal
exchange-sheet-tax = Impuestos
exchange-sheet-shipping = Envío
exchange-sheet-discount = Descuentos
exchange-sheet-total = Total
exchange-sheet-orders = Pedidos
exchange-excel = Llevar a Excel

## Varios productos a la vez
exchange-grid-title = Editar varios productos
exchange-grid-subtitle = Precio, existencias, estado y categoría de muchos a la vez. Enter baja a la fila siguiente.
exchange-grid-search = Buscar productos
exchange-grid-find = Buscar
exchange-grid-none = Nada coincide
exchange-grid-more = Tiene muchas variantes: ábrelo para editarlas.
exchange-grid-undo = Deshacer
exchange-grid-saved = { $count ->
    [0] No cambiaste nada.
    [one] Guardaste un producto.
   *[other] Guardaste { $count } productos.
}
