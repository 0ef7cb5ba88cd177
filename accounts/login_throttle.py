"""Guessing is slowed, then locked for a while: counted before the costly hash is computed (docs/adr/0058).

A try counts for its account and for its network. In a browser in which the account has logged in before it counts for
that browser alone. Nothing here asks whether the account exists.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from accounts import known_browser
from accounts.models import Brake
from mailing.rate_limit import client_hash

MINUTE = 60
LOCK_DELAYS = [15 * MINUTE, 30 * MINUTE, 60 * MINUTE, 120 * MINUTE, 240 * MINUTE]
ACCOUNT_DELAYS = [0, 0, 0, 0, 10, 20, 40, 80, 160, *LOCK_DELAYS]
BROWSER_DELAYS = [0, 0, 0, 0, 0, 0, 0, 10, 20, 40, *LOCK_DELAYS]
NETWORK_DELAYS = [*[0] * 19, *[5] * 30, *LOCK_DELAYS]
"""Seconds to wait after the first, second … wrong try; the last one goes on. The locks are the last five."""


@dataclass
class Attempt:
    """One try: `wait` is None, or until when none is open; `locks` are the keys that this one locks, if it is wrong."""

    keys: list
    blocked_until: datetime | None = None
    locked_keys: list = field(default_factory=list)
    network_key: str = field(default="", repr=False)
    """Which of the keys is the network's: others use it too."""

    @property
    def locks_account(self):
        """Not only the network, which is no matter of the owner's."""
        return any(key != self.network_key for key in self.locked_keys)

    def succeeded(self):
        """The account begins from zero; its network, where others try as well, gets back this one try only."""
        for key in self.keys:
            if key == self.network_key:
                Brake.objects.uncount(key)
            else:
                Brake.objects.filter(key=key).delete()


def begin_attempt(request, email, purpose="password", at=None):
    """Count a try before it is looked at."""
    at = at or timezone.now()
    if word := known_browser.browser_token(request, email):
        return count_attempt(Attempt([]), [(f"{purpose}-browser-{word}", BROWSER_DELAYS)], at)
    network = f"{purpose}-network-{client_hash(request, purpose)}"
    account = f"{purpose}-account-{known_browser.hash_account(email)}"
    found = count_attempt(
        Attempt([], network_key=network), [(network, NETWORK_DELAYS), (account, ACCOUNT_DELAYS)], at
    )
    if found.blocked_until and network in found.keys:  # the account's brake refused it, so it was no guess
        Brake.objects.uncount(network, at)
    return found


def count_attempt(one, brakes, at):
    for key, waits in brakes:
        count, one.blocked_until = Brake.objects.count_attempt(key, waits, at)
        if one.blocked_until:
            one.locked_keys.clear()
            return one
        one.keys.append(key)
        if count > len(waits) - len(LOCK_DELAYS):
            one.locked_keys.append(key)
    return one


def reset_throttle(email, purpose="password", request=None):
    """Strangers' tries no longer count, for the owner has shown themselves in another way; nor do those in the browser
    of their request.
    """
    keys = [f"{purpose}-account-{known_browser.hash_account(email)}"]
    if request:
        keys.append(f"{purpose}-browser-{known_browser.browser_token(request, email)}")
    Brake.objects.filter(key__in=keys).delete()


def delete_outdated_counts(at=None):
    """Delete counts of more than a day ago; returns how many."""
    return Brake.objects.outdated(at).delete()[0]
