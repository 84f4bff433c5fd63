
## Opiniones, en la administración
reviews-desk-title = Opiniones
reviews-desk-subtitle = Lo que dicen tus clientes. Publícalas, respóndelas, o di por qué no.
reviews-desk-none = Aquí no hay opiniones
reviews-desk-none-text = Cuando un cliente opine sobre lo que compró, la encuentras aquí.
reviews-tabs = Opiniones por estado
reviews-tab-pending = Por revisar
reviews-tab-published = Publicadas
reviews-tab-rejected = Rechazadas
reviews-tab-reported = Reportadas
reviews-publish = Publicar
reviews-reject = Rechazar
reviews-reason = Motivo para rechazar (lo lee quien la escribió)
reviews-reason-missing = Escribe por qué la rechazas: su autor lo lee.
reviews-pick = Elegir la opinión de { $author } sobre { $product }
reviews-pick-all = Elegir todas
reviews-pick-hint = Elige las opiniones y luego qué hacer con ellas.
reviews-decided = { $count ->
    [one] Listo: una opinión cambiada.
   *[other] Listo: { $count } opiniones cambiadas.
}
reviews-undo = Deshacer
reviews-see-order = Ver el pedido
reviews-answers = Responder
reviews-answer = Tu respuesta, a la vista de todos
reviews-answer-to = { $author } sobre { $product }
reviews-answer-save = Guardar la respuesta
reviews-keep = Dejarla publicada
reviews-settings-title = Cómo recibes opiniones
reviews-settings-at-once = Publicar las opiniones de una vez
reviews-settings-at-once-hint = Si no, cada una espera a que la revises. Siempre puedes rechazar una después.
reviews-settings-ask = Días para pedir la opinión
reviews-settings-ask-hint = Tantos días después de entregar un pedido le escribimos una vez al cliente. Vacío: no se pide.
done-review-answered = Respuesta guardada.
done-review-kept = Listo: se queda publicada.

## Registro de cambios
audit-subject-review = la opinión de
audit-subject-review_report = el reporte de una opinión
audit-subject-review_setting = cómo se reciben opiniones
audit-field-reject_reason = Motivo del rechazo
audit-field-answer = Respuesta
audit-field-kept_at = Se dejó publicada el
audit-field-shown_at_once = Publicar de una vez
audit-field-ask_after_days = Días para pedir la opinión
audit-value-status-pending = Por revisar
audit-value-status-published = Publicada
audit-value-status-rejected = Rechazada
