mkdir -p "$MEDIA_ROOT" "$STATIC_ROOT"
