from django.contrib.auth.forms import PasswordResetForm
from django.utils.translation import get_language

from accounts.invitation import is_over_link_limit, send_password_reset
from accounts.models import User


class StoredPasswordResetForm(PasswordResetForm):
    """Queues the mail instead of sending it; also for users who never used their invitation."""

    def save(self, **options):
        email = self.cleaned_data["email"]
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if not is_over_link_limit(email):
            send_password_reset(user, get_language())
