from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import conditional_page

from news import feeds, views

app_name = "news"

urlpatterns = [
    path("", views.ArticleListView.as_view(), name="list"),
    path("feed/", conditional_page(feeds.NewsFeed()), name="feed"),
    path(_("category/<slug:slug>/"), views.CategoryView.as_view(), name="category"),
    path(_("archive/<int:year>/"), views.ArchiveView.as_view(), name="archive"),
    path("<slug:slug>/", views.ArticleDetailView.as_view(), name="detail"),
]
