"""Throttling of logins: delays, then temporary locks; counted before the costly hash is computed (docs/adr/0058).

An attempt counts for its account and its network; in a browser in which the account has logged in before, for that
browser alone. The existence of the account is never checked here.
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
"""Seconds to wait after the first, second … wrong attempt; the last is repeated. The last five are locks."""


@dataclass
class Attempt:
    """`blocked_until`: None if allowed; `locked_keys`: the keys that this attempt locks if it is wrong."""

    keys: list
    blocked_until: datetime | None = None
    locked_keys: list = field(default_factory=list)
    network_key: str = field(default="", repr=False)
    """The network's key, shared with others."""

    @property
    def locks_account(self):
        """Whether more than the network is locked."""
        return any(key != self.network_key for key in self.locked_keys)

    def succeeded(self):
        """Reset the account's counter; the shared network's is reduced by this attempt only."""
        for key in self.keys:
            if key == self.network_key:
                Brake.objects.uncount(key)
            else:
                Brake.objects.filter(key=key).delete()


def begin_attempt(request, email, purpose="password", at=None):
    """Count an attempt before it is verified."""
    at = at or timezone.now()
    if word := known_browser.browser_token(request, email):
        return count_attempt(Attempt([]), [(f"{purpose}-browser-{word}", BROWSER_DELAYS)], at)
    network = f"{purpose}-network-{client_hash(request, purpose)}"
    account = f"{purpose}-account-{known_browser.hash_account(email)}"
    found = count_attempt(
        Attempt([], network_key=network), [(network, NETWORK_DELAYS), (account, ACCOUNT_DELAYS)], at
    )
    if found.blocked_until and network in found.keys:  # refused for the account, so it was no guess
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
    """Reset the counters of the account and of the browser of `request`, after proof of the owner by other means."""
    keys = [f"{purpose}-account-{known_browser.hash_account(email)}"]
    if request:
        keys.append(f"{purpose}-browser-{known_browser.browser_token(request, email)}")
    Brake.objects.filter(key__in=keys).delete()


def delete_outdated_counts(at=None):
    """Delete counters without an attempt for a day; returns how many."""
    return Brake.objects.outdated(at).delete()[0]
