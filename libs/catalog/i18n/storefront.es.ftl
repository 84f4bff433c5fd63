# La tienda: inicio, listas, búsqueda y producto.

## Inicio
shop-see-products = Ver productos
shop-see-all = Ver todo
shop-write-us = Escríbenos
shop-write-whatsapp = Escríbenos por WhatsApp
shop-chat-hello = Hola, { $name }. Tengo una pregunta.
shop-chat-product = Hola. Me interesa este producto: { $name }
shop-promise-price = El precio que ves es el que pagas
shop-promise-price-text = Impuestos incluidos, sin sorpresas
shop-promise-track = Sigue tu pedido paso a paso
shop-promise-track-text = Te avisamos por correo en cada cambio
shop-promise-talk = Te atendemos personas
shop-promise-talk-text = Pregúntanos lo que necesites
shop-categories = Compra por categoría
shop-featured = Destacados
shop-newest = Recién llegados
shop-about = Sobre { $name }
shop-contact = Visítanos o escríbenos
shop-nothing-yet = Todavía no hay productos aquí
shop-nothing-yet-text = Estamos preparando la vitrina. Vuelve pronto.
shop-go-home = Ir al inicio
shop-home-description = { $name }: compra en línea, paga como prefieras y recibe en tu casa.

## Listas
shop-all-products = Todos los productos
shop-all-description = Mira todos los productos de { $name }, con precio final y disponibilidad.
shop-category-description = { $category } en { $name }: precios finales y disponibilidad al día.
shop-subcategories = Subcategorías
shop-count = { $count ->
    [one] 1 producto
   *[other] { $count } productos
  }
shop-range = { $from }–{ $to } de { $total }
shop-category = Categoría
shop-brand = Marca
shop-price = Precio
shop-any-category = Todas
shop-any-brand = Todas
shop-any-price = Cualquier precio
shop-price-up-to = Hasta { $to }
shop-price-from = Más de { $from }
shop-price-between = { $from } a { $to }
shop-only-available = Solo disponibles
shop-sort-relevance = Más parecidos
shop-sort-newest = Más recientes
shop-sort-price_asc = Menor precio
shop-sort-price_desc = Mayor precio
shop-sort-name = Nombre, de la A a la Z
shop-sort-rating = Mejor calificados
shop-remove-filter = (quitar este filtro)
shop-clear-filters = Quitar filtros
shop-none-with-filters = Ningún producto cumple con esos filtros
shop-none-with-filters-text = Quita alguno y vuelve a mirar.

## Búsqueda
shop-search = Buscar
shop-search-title = Resultados para “{ $query }”
shop-search-empty = ¿Qué estás buscando?
shop-none-found = No encontramos “{ $query }”
shop-words-left-out = No encontramos nada que tenga además { $words }. Esto es lo que hay de “{ $kept }”.
shop-did-you-mean = ¿Quizás quisiste decir
shop-maybe-you-meant = Quizás quisiste decir:
shop-tip-spelling = Revisa que las palabras estén bien escritas.
shop-tip-fewer = Prueba con menos palabras.
shop-tip-general = Usa una palabra más general: “champú” en lugar de “champú sin sal para rizos”.
shop-browse-categories = O mira por categoría
shop-ask-us = ¿No lo ves? Puede que lo tengamos.
shop-you-may-like = Esto te puede gustar

## Producto
shop-add-to-cart = Agregar al carrito
shop-stock-many = Disponible
shop-stock-few = { $count ->
    [one] Queda 1: es la última unidad
   *[other] Quedan { $count } unidades
  }
shop-stock-none = Agotado por ahora
shop-no-variant = No tenemos esa combinación
shop-tax-included = Precio final, con impuestos incluidos.
shop-delivery-note = Calculamos el envío a tu municipio antes de que pagues.
shop-questions = ¿Tienes dudas?
shop-description = Descripción
shop-details = Detalles
shop-detail-brand = Marca
shop-detail-category = Categoría
shop-detail-sku = Referencia
shop-detail-weight = Peso
shop-detail-size = Medidas
shop-detail-tags = Etiquetas
shop-related = También te puede gustar
shop-picture-of = { $name }, foto { $n }

## Avísame cuando llegue
shop-notice-title = Avísame cuando llegue
shop-notice-which = ¿Cuál esperas?
shop-notice-email = Tu correo
shop-notice-agree = Quiero que la tienda me escriba a este correo cuando vuelva a haber
shop-notice-agree-hint = Solo para este aviso: te llega una vez. Cada correo trae un enlace para no recibir más.
shop-notice-send = Avísame
