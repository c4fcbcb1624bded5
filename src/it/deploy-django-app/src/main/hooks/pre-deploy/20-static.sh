python manage.py collectstatic --noinput
