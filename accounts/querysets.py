from django.db import models


class OrganisationQuerySet(models.QuerySet):
    def stewarded_by(self, user):
        """The organisations whose objects this user may edit; an administrator may edit all."""
        if user.is_superuser:
            return self
        return self.filter(memberships__user=user, memberships__role__in=["editor", "reviewer"]).distinct()
