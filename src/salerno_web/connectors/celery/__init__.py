"""Celery, which has the tasks of the site done on other machines: by RabbitMQ or Redis."""
