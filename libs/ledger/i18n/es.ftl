# Dinero.

## Errores
error-ledger_already_reversed = Este movimiento ya se había deshecho. Míralo en la lista de movimientos.
error-ledger_not_by_hand = Solo los ajustes hechos a mano se deshacen aquí. Lo que viene de un pago se corrige en el pago.
error-ledger_already_recorded = Este formulario ya se guardó con otros datos. Abre un ajuste nuevo.
error-ledger_file_too_long = Son demasiados movimientos para un solo archivo. Elige menos días y descarga varios.

## Tareas
job-ledger-prove = Revisar que las cuentas cuadren

## Páginas
ledger-title = Dinero
ledger-subtitle = Dónde está, de dónde vino y a quién pertenece. Cada movimiento se anota dos veces: de dónde sale y a dónde entra; nada se borra.
ledger-balances = Saldos
ledger-movements = Movimientos
ledger-csv = Descargar CSV
ledger-adjust = Hacer un ajuste
ledger-where = Cuenta
ledger-everywhere = Todas las cuentas
ledger-why = Movimiento
ledger-everything = Todos los movimientos
ledger-from = Desde
ledger-to = Hasta
ledger-find = Buscar
ledger-clear = Quitar filtros
ledger-none = Todavía no hay movimientos
ledger-none-text = Cuando un cliente pague, aquí verás el dinero: dónde está y de qué pedido vino.
ledger-none-found = Nada con esos filtros
ledger-none-found-text = Prueba con otras fechas u otra cuenta.
ledger-what = Qué pasó
ledger-way = De dónde a dónde
ledger-when = Cuándo
ledger-amount = Valor
ledger-taken-back = Deshecho
ledger-see-source = Ver de dónde vino
ledger-was-taken-back = Este movimiento se deshizo.
ledger-see-reversal = Ver cómo
ledger-takes-back = Este movimiento deshace otro.
ledger-see-original = Ver el otro
ledger-entries = Cuentas que se movieron
ledger-debit = Debe
ledger-credit = Haber
ledger-details = Detalles
ledger-reason = Motivo
ledger-reason-hint = Quien lo lea dentro de un año debe entenderlo.
ledger-recorded = Anotado
ledger-by = Por
ledger-by-itself = El sistema
ledger-number = Número
ledger-take-back = Deshacer este ajuste
ledger-take-back-hint = Se anota el movimiento contrario, con la fecha de hoy. Los dos quedan en la lista.
ledger-adjust-intro = Para lo que el sistema no vio: una consignación, una compra con dinero de la caja, un error. Queda a tu nombre y se deshace, pero no se borra.
ledger-out-of = Sale de
ledger-out-of-hint = La cuenta que entrega.
ledger-into = Entra a
ledger-into-hint = La cuenta que recibe.
ledger-date = Cuándo pasó
ledger-write-down = Guardar ajuste
done-ledger-adjusted = Ajuste guardado.
done-ledger-reversed = Ajuste deshecho.

## Cuentas
ledger-account-cash = Caja
ledger-account-bank = Banco
ledger-account-clearing = Cobros en camino
ledger-account-sales = Ventas
ledger-account-fees = Comisiones
ledger-account-disputes = En reclamo
ledger-account-dispute_losses = Reclamos perdidos
ledger-account-customer_credit = A favor de clientes
ledger-account-deposits = Anticipos
ledger-account-cash_over_short = Diferencias de caja
ledger-meaning-cash = Efectivo que tienes.
ledger-meaning-bank = Lo que ya llegó a tu banco.
ledger-meaning-clearing = Tus clientes ya lo pagaron y todavía no llega a tu banco.
ledger-meaning-sales = Lo vendido y cobrado, menos lo devuelto.
ledger-meaning-fees = Lo que se quedó el medio de pago por su servicio.
ledger-meaning-disputes = Retenido mientras el banco del cliente decide.
ledger-meaning-dispute_losses = Lo que se perdió en reclamos.
ledger-meaning-customer_credit = Pagaron de más, tarde o dos veces: es de ellos, hay que devolverlo.
ledger-meaning-deposits = Pagado por adelantado: lo debes en servicio.
ledger-meaning-cash_over_short = Lo que sobró o faltó al contar la caja.
ledger-owner-stripe = Stripe
ledger-owner-mercadopago = Mercado Pago

## Movimientos
ledger-txn-payment_received = Pago recibido
ledger-txn-payment_refunded = Devolución
ledger-txn-provider_fee = Comisión del medio de pago
ledger-txn-settlement = Llegó al banco
ledger-txn-dispute_opened = Reclamo abierto
ledger-txn-dispute_won = Reclamo ganado
ledger-txn-dispute_lost = Reclamo perdido
ledger-txn-adjustment = Ajuste
ledger-txn-reversal = Movimiento deshecho

## Archivo
ledger-file-date = Fecha
ledger-file-transaction = Movimiento
ledger-file-kind = Tipo
ledger-file-account = Cuenta
ledger-file-owner = Medio de pago
ledger-file-debit = Debe
ledger-file-credit = Haber
ledger-file-currency = Moneda
ledger-file-memo = Motivo
