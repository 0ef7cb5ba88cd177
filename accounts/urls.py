"""Setting a password by mail. The names are those Django's administration looks for."""

from django.contrib.auth import views
from django.urls import path

from accounts.forms import StoredPasswordResetForm

urlpatterns = [
    path(
        "password_reset/",
        views.PasswordResetView.as_view(form_class=StoredPasswordResetForm),
        name="admin_password_reset",
    ),
    path("password_reset/done/", views.PasswordResetDoneView.as_view(), name="password_reset_done"),
    path("reset/<uidb64>/<token>/", views.PasswordResetConfirmView.as_view(), name="password_reset_confirm"),
    path("reset/done/", views.PasswordResetCompleteView.as_view(), name="password_reset_complete"),
]
