import asyncio
import sys

from django.http import JsonResponse


async def front(request):
    await asyncio.sleep(0)
    return JsonResponse({"framework": "django", "open": asyncio.get_running_loop().is_running()})


async def libraries(request):
    names = ("asgiref", "django", "uvicorn")
    return JsonResponse({"origins": {name: sys.modules[name].__file__ for name in names}})
