
# Abrir una tienda.
signup-title = Abre tu tienda
signup-subtitle = En un minuto tienes vitrina, carrito y pedidos.
signup-shop-name = Nombre de tu negocio
signup-slug = Dirección de tu tienda
signup-slug-hint = Quedará como nombre.{ $domain }. Usa minúsculas, números y guiones.
signup-name = Tu nombre
signup-password-hint = Mínimo 10 caracteres, o 8 con mayúscula, minúscula, número y símbolo.
signup-open = Abrir mi tienda
signup-done-title = Tu tienda está lista
signup-done-text = Entra con tu correo y tu contraseña en:
signup-go = Ir a mi tienda
signup-email = Tu correo
signup-password = Contraseña
