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
identity-no-password-title = Contraseña
identity-no-password = Tu cuenta todavía no tiene contraseña. Te enviamos a tu correo un enlace para poner una.
identity-no-password-do = Poner una contraseña

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
identity-proof-password = Con contraseña
identity-proof-password_code = Con contraseña y código
identity-proof-google = Con Google
identity-proof-google_code = Con Google y código
identity-proof-passkey = Con llave de acceso
identity-device = Dispositivo
identity-device-place = Dirección de internet
identity-device-when = Cuándo
identity-device-unknown = Un dispositivo que no se identificó
identity-sessions-end = Cerrar
identity-sessions-end-named = Cerrar la sesión en { $device }
identity-sessions-end-others = Cerrar todas las demás

## Seguridad de la cuenta
identity-choices = Qué avisos recibo
identity-cards = Mis tarjetas
identity-security-title = Seguridad
identity-security-intro = Todo lo que protege tu cuenta, en un solo lugar.
identity-back-to-security = Volver a seguridad
identity-code = Código de 6 dígitos
identity-code-hint = El que muestra la aplicación en este momento.
identity-code-or-recovery = El que muestra tu aplicación, o uno de tus códigos de recuperación.
identity-recovery-code = Código de recuperación
identity-step-title = Un paso más
identity-step-intro = Abre tu aplicación de códigos y escribe el que muestra ahora.
identity-step-by-recovery = No tengo mi teléfono a la mano
identity-step-recovery-title = Entra con un código de recuperación
identity-step-recovery-intro = Escribe uno de los códigos que guardaste. Cada uno sirve una sola vez.
identity-step-by-app = Usar el código de mi aplicación
identity-factor-title = Verificación en dos pasos
identity-factor-why = Además de tu contraseña, te pedimos un código que solo tu teléfono conoce. Así nadie entra aunque descubra tu contraseña.
identity-factor-is-on = Activada
identity-factor-is-off = Desactivada
identity-factor-on-do = Activar
identity-factor-setup-intro = Necesitas una aplicación de códigos, como Google Authenticator, Microsoft Authenticator o 1Password.
identity-factor-scan = 1. Escanea este código
identity-factor-qr = Código QR para tu aplicación de códigos
identity-factor-by-hand = ¿No puedes escanearlo? Escribe esta clave en la aplicación:
identity-factor-confirm = 2. Confirma que funciona
identity-factor-off-title = Desactivar la verificación en dos pasos
identity-factor-off-intro = Para entrar bastará tu contraseña. Puedes activarla otra vez cuando quieras.
identity-factor-off-do = Desactivar
identity-factor-of-other = Esta persona entra con verificación en dos pasos. Si perdió su teléfono, puedes quitársela junto con sus llaves de acceso: cerramos sus sesiones y le avisamos por correo.
identity-factor-reset-do = Quitar la verificación en dos pasos
identity-recovery-title = Tus códigos de recuperación
identity-recovery-intro = Sirven para entrar si pierdes tu teléfono. Cada uno funciona una sola vez.
identity-recovery-once = Guárdalos ahora en un lugar seguro: no volveremos a mostrarlos.
identity-recovery-print = Imprimir
identity-recovery-kept = Ya los guardé
identity-recovery-left = { $left ->
    [0] No te quedan códigos de recuperación. Crea unos nuevos.
    [one] Te queda 1 código de recuperación.
   *[other] Te quedan { $left } códigos de recuperación.
}
identity-recovery-renew-title = Crear códigos nuevos
identity-recovery-renew-intro = Los códigos de recuperación anteriores dejarán de funcionar.
identity-recovery-renew-do = Crear códigos

## Google
identity-google-do = Continuar con Google
identity-google-back = Volver al inicio
identity-google-is-on = Unida
identity-google-is-off = Sin unir
identity-google-since = desde el { $when }
identity-google-why = Une tu cuenta de Google y entra sin escribir la contraseña.
identity-google-join-do = Unir mi cuenta de Google
identity-google-part-do = Dejar de entrar con Google
identity-google-only-way = Es la única forma de entrar a tu cuenta. Para quitarla, primero pon una contraseña.
identity-google-join-title = Unir tu cuenta de Google
identity-google-join-intro = Desde ahora podrás entrar con la cuenta de Google { $email }. Confirma que eres tú.
identity-google-cancelled-title = No entraste con Google
identity-google-cancelled-text = Cancelaste en la página de Google, así que no cambió nada. Puedes intentarlo de nuevo cuando quieras.
identity-google-expired-title = Ese intento ya no sirve
identity-google-expired-text = Pasó demasiado tiempo, ya se había usado o empezó en otro navegador. Vuelve a la tienda e inténtalo otra vez.
identity-google-away-title = Google no responde
identity-google-away-text = Ahora mismo no podemos hablar con Google. Inténtalo en unos minutos, o entra con tu correo y contraseña.
identity-google-refused-title = No pudimos confirmar quién eres
identity-google-refused-text = Algo en la respuesta de Google no coincidió, y por seguridad no seguimos. Inténtalo otra vez desde el principio.
identity-google-unproved-title = Google no ha confirmado tu correo
identity-google-unproved-text = Confirma el correo de tu cuenta de Google y vuelve a intentarlo, o entra con tu correo y contraseña.
identity-google-unjoined-title = Esa cuenta de Google no está unida
identity-google-unjoined-text = Si ya tienes cuenta en esta tienda, entra una vez con tu contraseña y une tu cuenta de Google en Seguridad. Así nadie más puede hacerlo por ti.

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
identity-role-finance = Finanzas
identity-role-super_admin = Superadministración
identity-role-helper = Soporte de Vitrina

## Avisos después de guardar
done-identity-signed-out = Cerraste tu sesión. ¡Hasta pronto!
done-identity-begin-again = Pasó demasiado tiempo. Entra otra vez, por favor.
done-identity-google-joined = Listo: ya puedes entrar con Google.
done-identity-google-parted = Ya no se entra a tu cuenta con Google.
done-identity-factor-off = La verificación en dos pasos quedó desactivada.
done-identity-factor-reset = Le quitamos la verificación en dos pasos y le avisamos por correo.
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
identity-letter-factor-on-subject = Activaste la verificación en dos pasos en { $shop }
identity-letter-factor-on-heading = Tu cuenta está más segura
identity-letter-factor-on-text = Desde ahora, para entrar a { $shop } te pediremos también un código de tu aplicación.
identity-letter-factor-on-button = Ver la seguridad de mi cuenta
identity-letter-factor-off-subject = Desactivaste la verificación en dos pasos en { $shop }
identity-letter-factor-off-heading = Verificación en dos pasos desactivada
identity-letter-factor-off-text = Desde ahora, para entrar a { $shop } basta tu contraseña.
identity-letter-factor-off-button = Ver la seguridad de mi cuenta
identity-letter-factor-reset-subject = Te quitaron la verificación en dos pasos en { $shop }
identity-letter-factor-reset-heading = Verificación en dos pasos desactivada
identity-letter-factor-reset-text = El equipo de { $shop } quitó la verificación en dos pasos y las llaves de acceso de tu cuenta, y cerramos tus sesiones. Entra con tu contraseña y actívala otra vez.
identity-letter-factor-reset-button = Entrar y activarla
identity-letter-recovery-subject = Se usó un código de recuperación en { $shop }
identity-letter-recovery-heading = Entraste con un código de recuperación
identity-letter-recovery-text = Alguien, esperamos que tú, entró a tu cuenta en { $shop } con un código de recuperación. Códigos que te quedan: { $left }.
identity-letter-recovery-button = Ver la seguridad de mi cuenta
identity-letter-device-subject = Entraron a tu cuenta de { $shop } desde otro dispositivo
identity-letter-device-heading = Un dispositivo nuevo en tu cuenta
identity-letter-device-text = Entraron a tu cuenta de { $shop } desde un dispositivo o un lugar que no conocíamos. Si fuiste tú, no tienes que hacer nada.
identity-letter-device-button = Ver dónde está abierta mi cuenta
identity-letter-google-on-subject = Uniste una cuenta de Google en { $shop }
identity-letter-google-on-heading = Ya puedes entrar con Google
identity-letter-google-on-text = Desde ahora una cuenta de Google abre tu cuenta en { $shop }.
identity-letter-google-on-button = Ver la seguridad de mi cuenta
identity-letter-google-off-subject = Ya no se entra con Google a tu cuenta de { $shop }
identity-letter-google-off-heading = Quitaste tu cuenta de Google
identity-letter-google-off-text = Desde ahora nadie entra con Google a tu cuenta en { $shop }.
identity-letter-google-off-button = Ver la seguridad de mi cuenta
identity-letter-not-you-notice = Si no fuiste tú, cambia tu contraseña ahora mismo y avísale a la tienda.
identity-letter-not-you = Si no fuiste tú, no tienes que hacer nada.
identity-letter-not-expected = Si no esperabas esta invitación, no tienes que hacer nada.

## Errores
error-invalid_credentials = El correo o la contraseña no son correctos. Revísalos e inténtalo de nuevo.
error-second_factor_refused = Ese código no es correcto o ya se usó. Espera el siguiente e inténtalo de nuevo.
error-challenge_ended = Pasó demasiado tiempo desde el primer paso. Entra otra vez.
error-sign_in_again = Para hacer esto, entra otra vez a tu cuenta.
error-google_taken = Esa cuenta de Google ya abre otra cuenta de esta tienda, o la tuya ya tiene una unida.
error-too_many_attempts = Hubo demasiados intentos fallidos. Espera { $minutes ->
    [one] 1 minuto
   *[other] { $minutes } minutos
} y vuelve a intentarlo. Si no recuerdas la contraseña, «Olvidé mi contraseña» pone una nueva.
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
field-wrong_code = Ese código no es correcto o ya se usó.
field-wrong_password = No es tu contraseña actual.

## Tareas
job-identity-answer_forgotten = Enviar el enlace de una contraseña olvidada
job-identity-purge_sessions = Limpiar sesiones vencidas
job-identity-rotate_keys = Renovar las claves que firman los accesos
job-identity-count_active_people = Contar quién ha estado activo
