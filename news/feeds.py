from django.contrib.syndication.views import Feed


class NewsFeed(Feed):
    pass
