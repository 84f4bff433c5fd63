# Personas: entrar, registrarse, contraseñas, sesiones y equipo.

## Campos y botones que se repiten
identity-email = Correo
identity-password = Contraseña
identity-new-password = Nueva contraseña
identity-present-password = Contraseña actual
identity-password-hint = Al menos 10 caracteres, o 8 si mezclas mayúsculas, minúsculas, números y símbolos.
identity-name = Nombre
identity-phone = Teléfono
identity-language = Idioma
identity-role = Rol
identity-standing = Estado
identity-back-to-login = Volver a entrar
identity-back-to-account = Volver a mi cuenta

## Entrar
identity-login-title = Entra a tu cuenta
identity-login-do = Entrar
identity-login-new-here = ¿Es tu primera vez aquí?
identity-remember = Mantener la sesión abierta en este equipo
identity-demo-title = Cuentas de la demostración
identity-demo-password = La contraseña de todas es

## Registrarse
identity-register-title = Crea tu cuenta
identity-register-intro = Así sigues tus pedidos y compras más rápido la próxima vez.
identity-register-do = Crear mi cuenta
identity-register-link = Crea tu cuenta
identity-register-known = ¿Ya tienes cuenta?

## Contraseñas
identity-forgot-title = ¿Olvidaste tu contraseña?
identity-forgot-intro = Escribe tu correo y te enviamos un enlace para poner una nueva.
identity-forgot-do = Enviarme el enlace
identity-forgot-link = Olvidé mi contraseña
identity-reset-title = Elige una contraseña nueva
identity-reset-intro = Al guardarla cerraremos tu sesión en todos los equipos.
identity-reset-expired = Tu contraseña ya cumplió su tiempo. Elige una nueva para seguir.
identity-set-password-do = Guardar contraseña
identity-link-expired-title = Este enlace ya no sirve
identity-change-title = Cambiar la contraseña
identity-change-do = Cambiar contraseña

## Confirmar el correo
identity-verify-title = Confirma tu correo
identity-verify-intro = Un toque más y listo.
identity-verify-do = Confirmar mi correo
identity-not-proved = Todavía no has confirmado tu correo. Busca nuestro mensaje en tu bandeja de entrada.
identity-proof-again = Enviar el mensaje otra vez

## Mi cuenta
identity-account-title = Mi cuenta
identity-profile-title = Tus datos
identity-sessions-link = Sesiones abiertas
identity-sessions-title = Sesiones abiertas
identity-sessions-intro = Los equipos donde entraste con tu cuenta. Si no reconoces alguno, ciérralo y cambia tu contraseña.
identity-sessions-this = Este equipo
identity-sessions-seen = Última vez: { $when }
identity-sessions-browser = Navegador
identity-sessions-program = Programa
identity-sessions-end = Cerrar
identity-sessions-end-named = Cerrar la sesión en { $device }
identity-sessions-end-others = Cerrar todas las demás

## Equipo
identity-people-title = Equipo
identity-people-intro = Quiénes trabajan contigo y qué puede hacer cada quien.
identity-people-never = Nunca
identity-last-login = Última entrada
identity-invite-title = Invitar a alguien
identity-invite-intro = Le enviaremos un correo para que elija su contraseña.
identity-invite-do = Enviar invitación
identity-invite-again = Enviar la invitación otra vez
identity-role-hint = Cajero: vende y ve pedidos. Encargado: lleva el día a día. Administrador: además cambia los ajustes. Dueño: además maneja el equipo.
identity-standing-hint = Al desactivar a alguien, cerramos su sesión en todas partes.
identity-person-joins = Con un rol en el equipo, esta persona empieza de nuevo: cerramos sus sesiones y le enviamos una invitación para que elija otra contraseña.
identity-person-own = Esta es tu cuenta. Otra persona con rol de dueño puede cambiar tu rol.
identity-invitation-title = Bienvenido al equipo
identity-invitation-intro = Elige la contraseña con la que vas a entrar.

## Roles
identity-role-customer = Cliente
identity-role-professional = Profesional
identity-role-cashier = Cajero
identity-role-vendor = Vendedor
identity-role-manager = Encargado
identity-role-admin = Administrador
identity-role-owner = Dueño
identity-role-support = Soporte

## Avisos después de guardar
done-identity-signed-out = Cerraste tu sesión. ¡Hasta pronto!
done-identity-registered = ¡Casi listo! Revisa tu correo para confirmar tu cuenta. Ya puedes entrar con ella.
done-identity-link-sent = Si ese correo tiene una cuenta, en un momento le llega un enlace para poner una contraseña nueva.
done-identity-password-set = Tu contraseña quedó guardada. Entra con ella.
done-identity-invitation-accepted = ¡Listo! Entra con tu correo y tu contraseña.
done-identity-address-proved = Tu correo quedó confirmado.
done-identity-proof-sent = Te enviamos el mensaje otra vez. Revisa también el correo no deseado.
done-identity-profile-saved = Guardamos tus datos.
done-identity-password-changed = Tu contraseña cambió y cerramos tus otras sesiones.
done-identity-session-ended = Cerramos esa sesión.
done-identity-sessions-ended = Cerramos todas tus otras sesiones.
done-identity-invited = La invitación va en camino.
done-identity-person-changed = Guardamos el cambio.

## Correos
identity-letter-verify-subject = Confirma tu correo en { $shop }
identity-letter-verify-heading = Hola, { $name }
identity-letter-verify-text = Confirma que este correo es tuyo para terminar de crear tu cuenta en { $shop }.
identity-letter-verify-button = Confirmar mi correo
identity-letter-known-subject = Ya tienes una cuenta en { $shop }
identity-letter-known-heading = Ya tienes una cuenta
identity-letter-known-text = Alguien, quizás tú, quiso crear una cuenta en { $shop } con este correo, que ya tiene una. Puedes entrar como siempre. Si olvidaste tu contraseña, pon una nueva.
identity-letter-known-button = Poner una contraseña nueva
identity-letter-reset-subject = Tu enlace para cambiar la contraseña
identity-letter-reset-heading = Hola, { $name }
identity-letter-reset-text = Con este enlace pones una contraseña nueva en { $shop }. Sirve una sola vez y por poco tiempo.
identity-letter-reset-button = Poner una contraseña nueva
identity-letter-changed-subject = Tu contraseña en { $shop } cambió
identity-letter-changed-heading = Tu contraseña cambió
identity-letter-changed-text = Acabamos de cambiar la contraseña de tu cuenta en { $shop } y cerramos tus otras sesiones. Si no fuiste tú, recupera tu cuenta ahora mismo.
identity-letter-changed-button = No fui yo
identity-letter-invite-subject = { $shop } te invita a su equipo
identity-letter-invite-heading = Hola, { $name }
identity-letter-invite-text = { $shop } te invita a trabajar en su tienda en línea. Acepta y elige tu contraseña. La invitación sirve por unos días.
identity-letter-invite-button = Aceptar la invitación
identity-letter-not-you = Si no fuiste tú, no tienes que hacer nada.
identity-letter-not-expected = Si no esperabas esta invitación, no tienes que hacer nada.

## Errores
error-invalid_credentials = El correo o la contraseña no son correctos. Revísalos e inténtalo de nuevo.
error-too_many_attempts = Hubo demasiados intentos fallidos. Espera { $minutes ->
    [one] 1 minuto
   *[other] { $minutes } minutos
} y vuelve a intentarlo, o pon una contraseña nueva con «Olvidé mi contraseña».
error-too_many_requests = Hubo demasiadas solicitudes. Espera { $minutes ->
    [one] 1 minuto
   *[other] { $minutes } minutos
} y vuelve a intentarlo.
error-session_ended = La sesión terminó. Entra de nuevo.
error-refresh_token_reused = Ese refresh token ya se había usado, así que cerramos la sesión por seguridad. Entra de nuevo.
error-password_expired = Tu contraseña ya cumplió su tiempo. Pon una nueva con «Olvidé mi contraseña».
error-link_expired = Este enlace ya se usó o venció. Pide uno nuevo.
error-own_account = No puedes cambiar tu propio rol ni desactivar tu cuenta. Pídeselo a otra persona con rol de dueño.
error-owners_only = Solo quien tiene el rol de dueño puede hacer esto.
error-last_owner = Es la única persona con rol de dueño. Dale ese rol a alguien más antes de quitarlo.
error-address_not_proved = Esa persona no ha confirmado su correo. Invítala al equipo para que lo confirme.
field-weak_password = Usa al menos 10 caracteres, o 8 con mayúsculas, minúsculas, números y símbolos.
field-common_password = Es una contraseña muy común. Prueba con varias palabras que solo tú juntarías.
field-password_is_email = No uses tu correo como contraseña.
field-password_used = Ya usaste esa contraseña. Elige otra.
field-wrong_password = No es tu contraseña actual.

## Tareas
job-identity-answer_forgotten = Enviar el enlace de una contraseña olvidada
job-identity-purge_sessions = Limpiar sesiones vencidas
job-identity-rotate_keys = Renovar las claves que firman los accesos
job-identity-count_active_people = Contar quién ha estado activo
