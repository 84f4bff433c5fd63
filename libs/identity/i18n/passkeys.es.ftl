
# Llaves de acceso (passkeys).
identity-or = o
identity-passkey-login-do = Entrar con llave de acceso
identity-passkeys-title = Llaves de acceso
identity-passkeys-why = Entra con tu huella, tu cara o el PIN de tu equipo, sin escribir la contraseña ni un código. Nadie puede adivinarlas ni pedírtelas con engaños.
identity-passkey-backed-up = Sincronizada
identity-passkey-since = Creada el { $when }
identity-passkey-used = último uso: { $when }
identity-passkey-unused = sin usar todavía
identity-passkey-change = Cambiar
identity-passkey-change-named = Cambiar la llave de acceso «{ $name }»
identity-passkey-new-do = Agregar una llave de acceso
identity-passkey-new-title = Nueva llave de acceso
identity-passkey-new-intro = La guardas en este equipo, en tu teléfono o en una llave de seguridad, y sirve para entrar solo a esta tienda.
identity-passkey-unknown-browser = Este navegador no puede crear llaves de acceso aquí. Prueba con otro, o desde tu teléfono.
identity-passkey-name = Nombre
identity-passkey-name-hint = Para reconocerla después: «Mi teléfono», «Computador de la caja»…
identity-passkey-create = Crear la llave
identity-passkey-failed = No se completó. Inténtalo otra vez cuando quieras.
identity-passkey-known-device = Este equipo ya tiene una llave de acceso para esta tienda.
identity-passkey-title = Llave de acceso
identity-passkey-remove-title = Quitar esta llave
identity-passkey-remove-why = Hazlo si perdiste el equipo o ya no lo usas. Cerramos tus otras sesiones y te avisamos por correo.
identity-passkey-remove-do = Quitar la llave
identity-passkey-remove-sure = ¿Quitar esta llave de acceso? Ya no servirá para entrar.

done-identity-passkey-added = Tu llave de acceso está lista. La próxima vez entra con ella.
done-identity-passkey-renamed = Guardamos el nombre.
done-identity-passkey-removed = Quitamos la llave de acceso y cerramos tus otras sesiones.

identity-letter-passkey-added-subject = Agregaste una llave de acceso en { $shop }
identity-letter-passkey-added-heading = Nueva llave de acceso
identity-letter-passkey-added-text = Desde ahora también puedes entrar a tu cuenta en { $shop } con una llave de acceso nueva.
identity-letter-passkey-added-button = Ver la seguridad de mi cuenta
identity-letter-passkey-removed-subject = Quitaste una llave de acceso en { $shop }
identity-letter-passkey-removed-heading = Llave de acceso quitada
identity-letter-passkey-removed-text = Una llave de acceso de tu cuenta en { $shop } ya no sirve para entrar, y cerramos tus otras sesiones.
identity-letter-passkey-removed-button = Ver la seguridad de mi cuenta

error-passkey_refused = No pudimos reconocer esa llave de acceso. Prueba con otra, o entra con tu contraseña.
error-passkey_not_added = No pudimos guardar esa llave de acceso. Inténtalo de nuevo.
error-ceremony_ended = Pasó demasiado tiempo. Inténtalo otra vez.
error-too_many_passkeys = Ya tienes diez llaves de acceso. Quita una para agregar otra.
error-only_way_in = Es tu única forma de entrar. Ponle una contraseña a tu cuenta antes de quitarla.
