# Pagos: lo que se debe y cómo se paga.
payments-method-cash_on_delivery = Pago contra entrega
payments-method-bank_transfer = Transferencia bancaria
payments-title = Formas de pago
payments-subtitle = Cómo te pagan tus clientes.
payments-enabled = Ofrecer a mis clientes
payments-instructions = Instrucciones para quien paga
payments-instructions-hint = Por ejemplo: banco, tipo y número de cuenta, titular y documento.
payments-instructions-en = Instrucciones en inglés
payments-none = Tu tienda no ofrece ninguna forma de pago. Activa al menos una para poder vender.
error-payment_closed = Ese pago ya se cerró. Pide al cliente que haga el pedido de nuevo.
error-payment_received = Ese pago ya se recibió.
error-payment_not_received = Ese pago todavía no se ha recibido, así que no hay dinero que devolver.
