# Catálogo. Claves propias: "catalog-", y las que el borde busca por código.

## Errores
error-category_in_use = Esta categoría todavía tiene productos u otras categorías. Muévelos antes de borrarla.
error-brand_in_use = Todavía hay productos de esta marca. Cámbiales la marca antes de borrarla.
error-too_many_pictures = Un producto puede tener hasta { $most } fotos. Borra una para agregar otra.

## Campos
field-not_a_picture = Sube una foto JPEG, PNG o WebP.
field-suspicious_picture = Este archivo trae algo más que una foto. Guárdala de nuevo con otro programa y vuelve a subirla.
field-broken_picture = No pudimos leer esta foto; parece dañada. Prueba con otra.
field-picture_too_large = Esta foto es demasiado grande. Redúcela a menos de 12.000 píxeles por lado.
field-set_per_variant = Este producto tiene variantes: pon el precio en cada una.
field-one_per_option = Elige un valor por cada opción.
field-not_above_price = El precio anterior debe ser mayor que el precio.
field-circle = Una categoría no puede quedar dentro de sí misma.
field-too_deep = Las categorías pueden tener hasta cuatro niveles.
field-too_many = Ya no caben más.
field-one_word = Escribe una sola palabra.

## Tareas
job-catalog-delete_files = Borrar fotos que ya no se usan
