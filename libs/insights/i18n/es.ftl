# Inicio de la administración: cifras, gráfico y lo que hay por hacer.
insights-title = Inicio
insights-good-morning = Buenos días, { $name }
insights-good-afternoon = Buenas tardes, { $name }
insights-good-evening = Buenas noches, { $name }
insights-today = Así va tu negocio, { $weekday } { $date }
insights-weekday-1 = lunes
insights-weekday-2 = martes
insights-weekday-3 = miércoles
insights-weekday-4 = jueves
insights-weekday-5 = viernes
insights-weekday-6 = sábado
insights-weekday-7 = domingo
insights-span = Días que ves
insights-days = { $days } días
insights-last-days = últimos { $days } días
insights-sales = Ventas
insights-orders = Pedidos
insights-ticket = Ticket promedio
insights-customers = Clientes
insights-sales-by-day = Ventas por día
insights-chart-summary = Ventas por día, { $span }: { $total } en total; el mejor día, { $best }.
insights-no-sales = Aquí verás tus ventas
insights-no-sales-text = Cuando llegue el primer pedido, este gráfico te mostrará cómo va cada día.
insights-todo = Para hacer hoy
insights-todo-none = Todo al día. ¡Buen trabajo!
insights-todo-confirm = { $count ->
    [one] 1 pedido nuevo por confirmar
   *[other] { $count } pedidos nuevos por confirmar
 }
insights-todo-prepare = { $count ->
    [one] 1 pedido por preparar
   *[other] { $count } pedidos por preparar
 }
insights-todo-unpaid = { $count ->
    [one] 1 pedido sin pagar
   *[other] { $count } pedidos sin pagar
 }
insights-todo-low = { $count ->
    [one] 1 producto con poco inventario
   *[other] { $count } productos con poco inventario
 }
insights-todo-draft = { $count ->
    [one] 1 producto en borrador
   *[other] { $count } productos en borrador
 }
insights-todo-jobs = { $count ->
    [one] 1 tarea que falló
   *[other] { $count } tareas que fallaron
 }
insights-recent = Pedidos recientes
insights-recent-tabs = Pedidos recientes por estado
insights-tab-all = Todos
insights-tab-to_prepare = Por preparar
insights-tab-unpaid = Sin pagar
insights-order = Pedido
insights-customer = Cliente
insights-date = Fecha
insights-total = Total
insights-payment = Pago
insights-status = Estado
insights-all-orders = Ver todos los pedidos
insights-no-orders = No hay pedidos aquí
insights-no-orders-text = Los pedidos nuevos aparecen solos en esta lista.
insights-top = Lo más vendido
insights-top-none = Todavía no hay ventas en estos días.
insights-units = { $count ->
    [one] 1 unidad
   *[other] { $count } unidades
 }
insights-nothing-for-role = Tu rol no tiene cifras ni pedidos en esta página. Usa el menú para ir a tu trabajo.

## Tareas que fallaron
insights-jobs-title = Tareas que fallaron
insights-jobs-intro = Lo que la tienda debía hacer sola, intentó varias veces y no pudo. Repítelo cuando la causa esté resuelta.
insights-jobs-none = Ninguna tarea ha fallado
insights-jobs-none-text = Si algo no se puede hacer después de varios intentos, como enviar un correo, aparecerá aquí.
insights-jobs-tried = { $count ->
    [one] 1 intento
   *[other] { $count } intentos
 }
insights-jobs-reference = Referencia para soporte
insights-jobs-replay = Repetir
insights-jobs-discard = Descartar
insights-jobs-discard-sure = ¿Descartar esta tarea? Lo que debía hacer no se hará.
done-insights-job-replayed = La tarea se hará otra vez en un momento.
done-insights-job-discarded = La tarea se descartó.
error-job_not_dead = Esta tarea no está entre las que fallaron: ya se está haciendo o ya se hizo.
error-job_already_waiting = Otra tarea igual ya está esperando. Puedes descartar esta.

## Tareas de la cola
job-jobs-fan_out = Repartir una tarea entre las tiendas
job-jobs-purge = Limpiar tareas terminadas
