"""Addresses of what investors do. They stand at the root: /merkliste/, /vergleich/, /anfrage/ …"""

app_name = "investors"

urlpatterns = []
