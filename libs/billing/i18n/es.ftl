## Mi plan
billing-title = Mi plan
billing-subtitle = Lo que tienes, lo que usas y lo que trae el siguiente plan.
billing-plan-gratis = Plan Gratis
billing-plan-basico = Plan Básico
billing-plan-pro = Plan Pro
billing-plan-empresa = Plan Empresa
billing-standing-full = Todo en orden: tienes tu plan completo.
billing-standing-trial = Estás probando todo sin pagar. { $days ->
    [one] Te queda un día
   *[other] Te quedan { $days } días
}: la prueba va hasta el { $day }.
billing-standing-leaves = Tienes todo hasta el { $day }. Ese día pasas al plan gratis.
billing-standing-grace = No pudimos cobrar tu último pago. Sigues con todo hasta el { $day }; después solo podrás ver y descargar lo tuyo.
billing-standing-owes = No pudimos cobrar tu último pago. Por ahora sigues con todo.
billing-standing-free = Tienes el plan que no cuesta nada. Lo que hiciste con otro plan lo sigues viendo.
billing-standing-read_only = Tu plan está pendiente de pago: puedes ver y descargar lo tuyo, pero no cambiar nada.
billing-usage = Cuánto usas
billing-usage-hint = Las citas y los pedidos se cuentan por mes y vuelven a empezar el día primero.
billing-used = { $used }, sin límite
billing-used-of = { $used } de { $most }
billing-no-limit = sin límite
billing-limit-people = Personas en el equipo
billing-limit-products = Productos
billing-limit-bookings = Citas este mes
billing-limit-orders = Pedidos este mes
billing-limit-storage = Fotos (MB)
billing-modules = Qué incluye
billing-not-included = no está en tu plan
billing-module-storefront = Tienda en línea
billing-module-booking = Agenda y reservas
billing-module-inventory = Inventario
billing-module-pos = Punto de venta
billing-module-cash = Caja
billing-module-reports = Informes
billing-module-dian = Facturación electrónica
billing-module-backups = Copias de seguridad
billing-module-marketplace = Vender lo de otros
billing-larger = Si tu negocio crece
billing-larger-soon = Muy pronto podrás cambiarte desde aquí. Mientras tanto, escríbenos y lo hacemos contigo.
billing-a-month = { $price } al mes
billing-leave = Pasar al plan gratis
billing-stay = Quedarme con mi plan
billing-leave-title = Pasar al plan gratis
billing-leave-subtitle = Mira primero qué cambia con el { $plan }.
billing-leave-over = Esto ya no cabría
billing-leave-over-hint = No se borra nada: lo que tienes se queda, pero no podrás agregar más hasta que quepa.
billing-leave-lost = Esto dejarías de usar
billing-leave-lost-hint = Lo que hiciste lo podrás ver siempre.
billing-leave-confirm = Pasar al plan gratis
billing-too-much = { $what }: tienes { $used } y caben { $most }
done-billing-left = Listo. Conservas lo que tienes hasta el final de tu periodo.
done-billing-stayed = Qué bueno: te quedas con tu plan.

## Errores
error-plan_not_for_sale = Todavía no se puede pagar ese plan desde aquí. Escríbenos y lo hacemos contigo.
error-plan_same = Ya tienes ese plan.
error-plan_not_leaving = No hay ningún cambio de plan pendiente.

## Correos
billing-letter-button = Ver mi plan
billing-letter-trial_soon-subject = A tu prueba le quedan pocos días
billing-letter-trial_soon-heading = Tu prueba termina el { $day }
billing-letter-trial_soon-text = Hasta ese día { $shop } lo tiene todo. Después pasa al plan gratis: no se borra nada y podrás ver siempre lo que hiciste. Mira en tu plan qué seguirías teniendo.
billing-letter-trial_today-subject = Tu prueba termina hoy
billing-letter-trial_today-heading = Hoy termina tu prueba
billing-letter-trial_today-text = Desde ahora { $shop } sigue con el plan gratis. No se borra nada y podrás ver siempre lo que hiciste. Si quieres seguir con todo, cambia de plan.
billing-letter-grace_soon-subject = Tu pago sigue pendiente
billing-letter-grace_soon-heading = Ponte al día antes del { $day }
billing-letter-grace_soon-text = No pudimos cobrar tu último pago. { $shop } sigue con todo hasta ese día; después podrás ver y descargar lo tuyo, pero no cambiar nada hasta que pagues.
billing-letter-read_only-subject = Tu tienda quedó en solo lectura
billing-letter-read_only-heading = Por ahora solo puedes ver lo tuyo
billing-letter-read_only-text = El pago de { $shop } sigue pendiente. No se borró nada: puedes ver y descargar todo, y apenas pagues vuelve a funcionar.
message-billing-trial_soon = La prueba termina pronto
message-billing-trial_today = La prueba termina hoy
message-billing-grace_soon = El pago del plan sigue pendiente
message-billing-read_only = La tienda quedó en solo lectura

## Trabajos
job-billing-review = Revisar el plan de la tienda

## Registro de cambios
audit-subject-subscription = el plan de la tienda
audit-field-cancel_at = pasa al plan gratis
audit-field-guide_hidden_at = guía para empezar guardada
