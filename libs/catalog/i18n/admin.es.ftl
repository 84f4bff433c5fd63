
# Administración: productos, categorías, búsqueda y logo.

## Lista de productos
catalog-products-title = Productos
catalog-products-subtitle = Lo que vendes, con sus precios, fotos y existencias.
catalog-tabs = Productos por estado
catalog-tab-all = Todos
catalog-tab-active = A la venta
catalog-tab-draft = Borradores
catalog-tab-archived = Archivados
catalog-search = Buscar producto
catalog-search-hint = Nombre, código o etiqueta
catalog-any-category = Todas las categorías
catalog-find = Buscar
catalog-clear = Quitar filtros
catalog-products-none = Todavía no tienes productos
catalog-products-none-text = Crea el primero: con un nombre y un precio basta para empezar.
catalog-products-none-found = Ningún producto coincide
catalog-products-none-found-text = Prueba con otra palabra, categoría o estado.
catalog-pick-all = Marcar todos
catalog-pick = Marcar { $name }
catalog-product = Producto
catalog-variants-count = { $count ->
    [one] 1 variante
   *[other] { $count } variantes
 }
catalog-price-from = Desde { $price }
catalog-bulk = Con los marcados:
catalog-activate = Publicar
catalog-hide = Pasar a borrador
catalog-archive = Archivar
done-catalog-statuses = Productos actualizados.

## Un producto
catalog-product-new = Crear producto
catalog-see-in-shop = Ver en la tienda
catalog-duplicate = Duplicar
catalog-name = Nombre
catalog-short-description = Descripción corta
catalog-short-description-hint = Una o dos frases. Aparece en las listas y en los buscadores.
catalog-description = Descripción
catalog-price-title = Precio
catalog-price = Precio
catalog-compare-price = Precio anterior
catalog-cost = Costo
catalog-sku = Código (SKU)
catalog-barcode = Código de barras
catalog-weight = Peso (gramos)
catalog-price-hint = Precios con impuestos incluidos. El precio anterior se muestra tachado y debe ser mayor. El código se crea solo si lo dejas en blanco.
catalog-variants = Variantes
catalog-variant = Variante
catalog-variants-hint = Precios con impuestos incluidos. Si quitas una variante, los pedidos que ya la tienen la conservan.
catalog-on-sale = A la venta
catalog-on-sale-named = A la venta: { $name }
catalog-remove = Quitar
catalog-remove-named = Quitar: { $name }
catalog-options = Tiene opciones: tallas, colores, tamaños…
catalog-options-hint = Escribe cada opción con sus valores separados por comas. Luego genera las variantes y revisa el precio de cada una.
catalog-option-row = Opción { $n }
catalog-option-name = Opción
catalog-option-choices = Valores
catalog-option-example-0 = Talla
catalog-option-example-1 = Color
catalog-option-example-2 = Material
catalog-choices-example-0 = S, M, L
catalog-choices-example-1 = Rojo, Azul
catalog-choices-example-2 = Algodón, Lino
catalog-generate = Generar variantes
catalog-rows-made = Estas son las variantes. Revisa los precios y guarda: todavía no se ha guardado nada.
catalog-parcel = Medidas del paquete
catalog-parcel-hint = En centímetros. Sirven para calcular el envío.
catalog-length = Largo (cm)
catalog-width = Ancho (cm)
catalog-height = Alto (cm)
catalog-seo = Dirección y buscadores
catalog-slug = Dirección en la tienda
catalog-slug-hint = La parte final del enlace: minúsculas, números y guiones. Se crea con el nombre si la dejas en blanco.
catalog-seo-title = Título para buscadores
catalog-seo-title-hint = Si lo dejas en blanco, usamos el nombre.
catalog-seo-description = Descripción para buscadores
catalog-status = Estado
catalog-status-draft = Borrador: solo tú lo ves
catalog-status-active = A la venta
catalog-status-archived = Archivado: ya no se vende
catalog-featured = Destacado
catalog-featured-hint = Se muestra en la página de inicio.
catalog-organize = Organización
catalog-category = Categoría
catalog-no-category = Sin categoría
catalog-brand = Marca
catalog-brand-hint = Escribe una; si no existe, la creamos.
catalog-tags = Etiquetas
catalog-tags-hint = Separadas por comas.
catalog-tags-hint-used = Separadas por comas. Ya usas: { $tags }
catalog-tax = Impuesto
catalog-tax-iva_19 = IVA 19 %
catalog-tax-iva_5 = IVA 5 %
catalog-tax-iva_0 = Exento (IVA 0 %)
catalog-tax-inc_8 = Impuesto al consumo 8 %
catalog-tax-excluded = Excluido de impuestos
done-catalog-product-created = Producto creado. Agrega sus fotos y existencias, y ponlo a la venta cuando esté listo.
done-catalog-product-saved = Producto guardado.
done-catalog-product-duplicated = Esta es la copia. Cambia lo que sea distinto y publícala.

## Fotos
catalog-pictures = Fotos
catalog-pictures-hint = La primera es la portada. Describe cada foto para quien no puede verla.
catalog-pictures-later = Guarda el producto y podrás agregar sus fotos y existencias.
catalog-cover = Portada
catalog-alt = Qué muestra la foto
catalog-picture = Foto
catalog-picture-add = Agregar fotos
catalog-picture-choose = Elige una foto
catalog-picture-kinds = JPEG, PNG o WebP de hasta 10 MB.
catalog-upload = Subir
catalog-uploading = Subiendo { "{n}" } de { "{total}" }…
catalog-picture-earlier = Mover la foto { $n } antes
catalog-picture-later = Mover la foto { $n } después
catalog-picture-delete = Eliminar la foto { $n }
catalog-picture-delete-sure = ¿Eliminar esta foto?
catalog-picture-remove = Quitar la foto
catalog-save-texts = Guardar descripciones
done-catalog-picture-added = Foto agregada.
done-catalog-pictures-saved = Fotos actualizadas.

## Existencias
catalog-stock = Existencias
catalog-stock-hint = Lo que tienes en la tienda. Lo apartado para pedidos no se vuelve a vender.
catalog-reserved = Apartado
catalog-on-hand = Tienes
catalog-on-hand-named = Cuántas tienes { $name }
catalog-only-form = Única presentación
catalog-count-reason = Motivo del cambio
catalog-count-reason-example = Conteo, llegada de mercancía, daño…
catalog-count-save = Guardar existencias

## Categorías
catalog-categories-title = Categorías
catalog-categories-subtitle = Cómo se organiza tu tienda.
catalog-categories-none = Todavía no tienes categorías
catalog-categories-none-text = Ayudan a que tus clientes encuentren lo que buscan.
catalog-category-new = Crear categoría
catalog-parent = Dentro de
catalog-no-parent = Ninguna: es principal
catalog-category-description = Descripción
catalog-category-active = Visible en la tienda
catalog-products-count = { $count ->
    [0] Sin productos a la venta
    [one] 1 producto a la venta
   *[other] { $count } productos a la venta
 }
catalog-move-up = Subir { $name }
catalog-move-down = Bajar { $name }
catalog-category-delete = Eliminar categoría
catalog-category-delete-sure = ¿Eliminar esta categoría?
done-catalog-category-saved = Categoría guardada.
done-catalog-category-moved = Orden actualizado.
done-catalog-category-deleted = Categoría eliminada.

## Palabras de búsqueda
catalog-words-title = Palabras de búsqueda
catalog-words-subtitle = Enséñale a tu tienda cómo hablan tus clientes.
catalog-synonyms = Palabras que significan lo mismo
catalog-synonyms-hint = Un grupo por renglón, separado por comas: champú, shampoo. Quien busque una encontrará las otras.
catalog-stop-words = Palabras que no importan
catalog-stop-words-hint = Separadas por comas. No se tienen en cuenta al buscar: para, con, barato.
field-synonyms_alone = Cada renglón necesita entre 2 y 20 palabras separadas por comas.

## Logo
done-catalog-logo-saved = Logo guardado.
done-catalog-logo-deleted = Quitamos el logo.

## Campos
field-not_a_side = Escribe una medida en centímetros como 12 o 12,5.
catalog-files = Importar y exportar
catalog-grid = Editar varios
