# Opiniones y lista de deseos.

## Errores
error-review_not_bought = Solo puede opinar quien compró este producto aquí.
error-review_not_arrived = Podrás opinar cuando recibas tu pedido.
error-too_many_review_photos = Tu opinión ya tiene { $most } fotos. Quita una para agregar otra.
error-wish_list_full = Tu lista ya tiene { $most } productos. Quita alguno para guardar otro.

## Opiniones de un producto
reviews-title = Opiniones
reviews-list = Lo que dicen quienes lo compraron
reviews-none = Todavía nadie ha opinado. Si lo compraste, cuéntanos cómo te fue.
reviews-none-of = Nadie le dio esas estrellas.
reviews-write = Escribir una opinión
reviews-stars = { $count ->
    [1] 1 estrella
   *[other] { $count } estrellas
}
reviews-count = { $count ->
    [one] 1 opinión
   *[other] { $count } opiniones
}
reviews-all = { $count ->
    [one] Ver la opinión
   *[other] Ver las { $count } opiniones
}
reviews-verified = Compra verificada
reviews-photo-of = Foto de { $author }
reviews-answer-of = Responde { $shop }
reviews-report = Reportar

## Opinar
reviews-order-title = Opina sobre tu pedido
reviews-order-subtitle = Lo que cuentes ayuda a quien está por comprar.
reviews-order-later = Podrás opinar cuando recibas tu pedido.
reviews-order-say = ¿Cómo te fue?
reviews-write-title = Escribe tu opinión
reviews-who-may = Aquí opina quien compró y ya recibió el producto. Abre el enlace de tu pedido, o entra a tu cuenta si compraste con ella.
reviews-state-pending = La tienda la está revisando
reviews-state-published = Publicada
reviews-state-rejected = No se publicó
reviews-rejected-because = No se publicó porque:
reviews-form-stars = ¿Cuántas estrellas le das?
reviews-form-title = Título
reviews-form-text = Tu opinión
reviews-form-text-hint = Qué te gustó, qué no, y para qué lo usas. No escribas teléfonos ni direcciones.
reviews-form-name = Se muestra con tu nombre y una letra de tu apellido.
reviews-form-send = Enviar mi opinión
reviews-photos = Fotos
reviews-photo-number = Foto { $n }
reviews-photo-remove = Quitar
reviews-photo-remove-number = Quitar la foto { $n }
reviews-photo-add = Agrega una foto
reviews-photo-hint = JPEG, PNG o WebP. Hasta cuatro fotos.
reviews-photo-send = Subir la foto

## Reportar
reviews-report-title = Reportar una opinión
reviews-report-subtitle = La tienda la revisa. No le contamos a nadie que fuiste tú.
reviews-report-reason = ¿Qué tiene de malo?
reviews-report-reason-hint = Por ejemplo: insulta, trae datos de otra persona, no habla del producto.
reviews-report-send = Reportar

## Lista de deseos
wishes-title = Mi lista de deseos
wishes-add = Guardar en mi lista
wishes-remove = Quitar de mi lista
wishes-remove-named = Quitar { $name } de mi lista
wishes-see = Ver mi lista
wishes-none = Tu lista está vacía
wishes-none-text = Toca el corazón de un producto para guardarlo aquí.
wishes-guest = Esta lista está en este dispositivo. Entra a tu cuenta para tenerla en todos.
wishes-price-from = Desde { $price }
wishes-tell-me = Avísame
wishes-tell-me-named = Avísame cuando vuelva { $name }

## Hecho
done-review-saved = Gracias por tu opinión.
done-review-photo-added = Foto agregada.
done-review-photo-removed = Foto quitada.
done-review-reported = Gracias: la tienda lo va a revisar.
done-wish-added = Guardado en tu lista.
done-wish-removed = Ya no está en tu lista.

## Tareas
job-reviews-invite = Pedir opiniones de los pedidos entregados
job-reviews-delete_photos = Borrar fotos de opiniones
job-reviews-purge_wishes = Limpiar listas de deseos sin dueño

## Mensajes
message-reviews-written = Una opinión nueva
message-reviews-reported = Una opinión reportada
reviews-mail-invite-subject = ¿Cómo te fue con tu pedido { $number }?
reviews-mail-invite-heading = ¿Cómo te fue, { $name }?
reviews-mail-invite-text = Hace unos días recibiste tu pedido { $number }. Cuéntanos qué te pareció: le sirve a quien está por comprar, y a nosotros para mejorar.
reviews-mail-invite-button = Opinar
reviews-mail-written-subject = Opinaron sobre { $product }
reviews-mail-written-heading = Una opinión nueva
reviews-mail-written-text = Un cliente opinó sobre { $product }. Léela, publícala si hace falta y respóndele.
reviews-mail-written-button = Ver las opiniones
reviews-mail-stars = Estrellas
reviews-mail-reported-subject = Reportaron una opinión sobre { $product }
reviews-mail-reported-heading = Una opinión reportada
reviews-mail-reported-text = Alguien cree que una opinión sobre { $product } no debería estar ahí. Revísala: tú decides.
reviews-mail-reason = Motivo
