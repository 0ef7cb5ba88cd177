"""Password links under the URL names that Django's administration uses, and endpoints for scripts."""

from django.contrib.auth import views
from django.urls import path

from accounts import map_choice, passkeys, password_views

urlpatterns = [
    path("password_reset/", password_views.PasswordResetRequestView.as_view(), name="admin_password_reset"),
    path("password_reset/done/", views.PasswordResetDoneView.as_view(), name="password_reset_done"),
    path("reset/<uidb64>/<token>/", password_views.PasswordSetView.as_view(), name="password_reset_confirm"),
    path("reset/done/", views.PasswordResetCompleteView.as_view(), name="password_reset_complete"),
    path("unlock/<str:token>/", password_views.UnlockView.as_view(), name="account_unlock"),
    path("passkey/login/begin/", passkeys.LoginBegin.as_view(), name="passkey_login_begin"),
    path("passkey/login/complete/", passkeys.LoginComplete.as_view(), name="passkey_login_complete"),
    path("passkey/add/begin/", passkeys.AddBegin.as_view(), name="passkey_add_begin"),
    path("passkey/add/complete/", passkeys.AddComplete.as_view(), name="passkey_add_complete"),
    path("map-layers/", map_choice.MapChoiceView.as_view(), name="map_layers"),
]
