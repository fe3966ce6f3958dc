# %%
import requests

REPOSITORY = "acme/prices"
# %%
headers = {
    "Accept": "application/json",
    "Authorization": "token ghp_0dK3vN8sQ2xT7bYw5RfJ1mLz6HcP9gUa4EeI",
}
issues = requests.get(f"https://api.github.com/repos/{REPOSITORY}/issues", headers=headers, timeout=10).json()
# %%
open_issues = [issue["title"] for issue in issues if issue["state"] == "open"]
print(len(open_issues), "are open")
